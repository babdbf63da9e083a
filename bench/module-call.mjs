// What running a module adds to the same call written by hand with axios, side by side in one run.
import { fork } from 'node:child_process';
import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import axios from 'axios';
import { createRuntime, loadApp, SONAR_APP_FOLDER } from '../dist/index.js';

const ROUNDS = 41;
const CALLS = 200;
const PARALLEL = 4;
/** Rounds before counting: both sides are measured once the engine has compiled them. */
const WARM_UP = 30;

export async function benchModuleCall() {
  const child = fork(fileURLToPath(new URL('upstream.mjs', import.meta.url)));
  const port = await new Promise((resolve) => child.once('message', resolve));
  const origin = `http://127.0.0.1:${port}`;
  const loadMs = [];
  for (let index = 0; index < 5; index += 1) {
    const start = performance.now();
    await loadApp(SONAR_APP_FOLDER);
    loadMs.push(performance.now() - start);
  }
  const app = await loadApp(SONAR_APP_FOLDER);
  const runtime = createRuntime({ app, environment: { sonarSandboxUrl: `${origin}/api` }, privateOrigins: [origin] });
  const httpAgent = new Agent({ keepAlive: true });
  const byHand = () =>
    axios.post(
      `${origin}/api/v1/customers`,
      { phone_number: '+13105551234', first_name: 'Matthew' },
      { headers: { 'X-Token': 'token-0123456789' }, httpAgent, timeout: 40_000 },
    );
  const input = { phoneNumber: '+13105551234', firstName: 'Matthew' };
  const connection = { privateToken: 'token-0123456789', sandbox: true };
  const byModule = () => runtime.runModule({ module: 'createUpdateCustomer', connection, input });
  for (let index = 0; index < WARM_UP; index += 1) {
    await round(byHand);
    await round(byModule);
  }
  const ratios = [];
  const hand = [];
  for (let index = 0; index < ROUNDS; index += 1) {
    const [first, second] = index % 2 === 0 ? [byHand, byModule] : [byModule, byHand];
    const [a, b] = [await round(first), await round(second)];
    const [handMs, moduleMs] = index % 2 === 0 ? [a, b] : [b, a];
    hand.push(handMs);
    ratios.push(moduleMs / handMs);
  }
  runtime.close();
  httpAgent.destroy();
  child.disconnect();
  return [
    ['load the Sonar app, first time', `${loadMs[0].toFixed(1)} ms`],
    ['load the Sonar app, median of 5', `${median(loadMs).toFixed(1)} ms`],
    [`axios by hand, ${PARALLEL} at once`, `${(median(hand) / CALLS).toFixed(3)} ms a call`],
    ['module call : axios by hand', `${median(ratios).toFixed(3)} (median of ${ROUNDS} pairs)`],
  ];
}

/** Milliseconds for CALLS calls, PARALLEL at once. */
async function round(call) {
  const start = performance.now();
  const lane = async () => {
    for (let index = 0; index < CALLS / PARALLEL; index += 1) await call();
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
  return performance.now() - start;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
