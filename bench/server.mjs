// Durable intake and whole runs of the product, beside the bare limits, in one run.
import { readFileSync } from 'node:fs';
import { load, pause, startBare, startProduct, startUpstream } from './processes.mjs';

const CONNECTIONS = 64;
const SECONDS = 5;
/** The first seconds are those of the compiler; nothing is measured in them. */
const WARM_UP = 2;
const TOKEN = 'bench-token-0123456789abcdefghij';

/** Other work on the machine comes and goes: each figure is measured so often in turn with what it is held against. */
const ROUNDS = 3;

export async function benchServer() {
  const upstream = await startUpstream();
  const product = await startProduct(upstream.url);
  try {
    const { hook, scenario } = await setUp(product.url);
    const idle = product.rssMb();
    await load({ url: hook, connections: CONNECTIONS, seconds: WARM_UP });
    await untilQueued(product.url);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measureIntake(product.url, hook));
    await call(product.url, 'POST', '/deliveries/discard', { states: ['queued'], confirmed: true });
    await call(product.url, 'POST', `/scenarios/${scenario}/activate`);
    await measureRuns(product, upstream, hook);
    const runs = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { perSecond: bare } = await measureBare('http');
      runs.push({ bare, ...(await measureRuns(product, upstream, hook)) });
    }
    const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
    const perSecond = middle(runs.map((round) => round.perSecond));
    const half = await measureRuns(product, upstream, hook, perSecond / 2);
    const of = (part, digits = 0) => middle(rounds.map(part)).toFixed(digits);
    return [
      ['start to ready', `${product.startMs.toFixed(0)} ms`],
      ['bare node:http', `${middle(runs.map(({ bare }) => bare)).toFixed(0)}/s`],
      ['bare node:http, group-committed insert', `${of(({ bare }) => bare)}/s`],
      [
        'durable intake',
        `${of(({ intake }) => intake.perSecond)}/s, p50 ${of(({ intake }) => intake.p50, 1)} ms, p99 ${of(({ intake }) => intake.p99, 1)} ms`,
      ],
      ['durable intake : bare insert', of(({ intake, bare }) => intake.perSecond / bare, 2)],
      ['all of it queued, after the load', `${of(({ queuedMs }) => queuedMs)} ms`],
      ['durable and queued', `${of(({ intake, queuedMs }) => intake.accepted / (SECONDS + queuedMs / 1000))}/s`],
      ['webhook, filter, call: whole runs', `${perSecond.toFixed(0)}/s`],
      ['whole runs : bare node:http', middle(runs.map((round) => round.perSecond / round.bare)).toFixed(3)],
      ['at half that load, intake to outbound', `p50 ${half.p50} ms, p99 ${half.p99} ms`],
      ['memory idle, after the load', `${idle.toFixed(0)} MB, ${product.rssMb().toFixed(0)} MB`],
    ];
  } finally {
    await product.stop();
    upstream.stop();
  }
}

/** Durable intake, with the bare insert right before and after it. */
async function measureIntake(url, hook) {
  const before = await measureBare('insert');
  const intake = await load({ url: hook, connections: CONNECTIONS, seconds: SECONDS });
  const queuedMs = await untilQueued(url);
  const after = await measureBare('insert');
  return { intake, queuedMs, bare: (before.perSecond + after.perSecond) / 2 };
}

async function measureBare(kind) {
  const server = await startBare(kind);
  await load({ url: server.url, connections: CONNECTIONS, seconds: WARM_UP });
  const figures = await load({ url: server.url, connections: CONNECTIONS, seconds: SECONDS });
  server.stop();
  return figures;
}

/** A connection, and a scenario that answers a new customer with a message; switched off. */
export async function setUp(url) {
  const values = { privateToken: TOKEN, sandbox: true };
  const connection = await call(url, 'POST', '/connections', { app: 'sonar', name: 'Bench', values });
  const file = new URL('../examples/scenarios/welcome-text.json', import.meta.url);
  const blueprint = JSON.parse(readFileSync(file, 'utf8'));
  const scenario = await call(url, 'POST', '/scenarios', { blueprint, connections: { 1: connection.id } });
  const { data } = await call(url, 'GET', '/hooks');
  return { hook: data[0].url, scenario: scenario.id };
}

/** Milliseconds until everything that was accepted stands in the queue: a list waits for that. */
async function untilQueued(url) {
  const begun = performance.now();
  const { data } = await call(url, 'GET', '/hooks');
  await call(url, 'GET', `/hooks/${data[0].id}/deliveries?limit=1`);
  return performance.now() - begun;
}

/** Deliveries until the time is over, then until the last of their runs has called the service. */
async function measureRuns(product, upstream, hook, perSecond) {
  await upstream.arrivals();
  const begun = Date.now();
  const offered = perSecond ?? 100_000;
  const { accepted } = await load({
    url: hook,
    connections: perSecond === undefined ? 16 : CONNECTIONS,
    seconds: SECONDS,
    perSecond: Math.min(offered, 4000),
  });
  const arrivals = [];
  for (let tries = 0; arrivals.length < accepted && tries < 600; tries += 1) {
    arrivals.push(...(await upstream.arrivals()));
    await pause(50);
  }
  const last = Math.max(...arrivals.map(([, at]) => at));
  const waits = arrivals.map(([sent, at]) => at - sent).sort((a, b) => a - b);
  const at = (share) => waits[Math.floor(waits.length * share)];
  return {
    perSecond: arrivals.length / ((last - begun) / 1000),
    p50: at(0.5),
    p99: at(0.99),
    lost: accepted - arrivals.length,
  };
}

/** One request to the API. @throws Error with the answer when it is refused. */
export async function call(url, method, path, body) {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const document = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(document)}`);
  return document;
}
