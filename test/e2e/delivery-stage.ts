import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startRecordingUpstream } from '../app/recording-upstream.ts';
import type { RecordingUpstream } from '../app/recording-upstream.ts';
import type { Installation } from './server-process.ts';
import { until } from './server-process.ts';

const WELCOME = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../examples/scenarios/welcome-text.json'), 'utf8'),
) as unknown;
/** The token of the connection under test. */
export const TOKEN = 'upstream-token-0123456789abcdefg';

/** A connection and the welcome scenario; gives the hook's address and the scenario's id. */
export async function setUp(installation: Installation, token: string) {
  const values = { privateToken: token, sandbox: true };
  const connection = await installation.call('POST', '/connections', { app: 'sonar', name: 'Test', values });
  const scenario = await installation.call('POST', '/scenarios', {
    blueprint: WELCOME,
    connections: { 1: connection['id'] },
  });
  const { data } = (await installation.call('GET', '/hooks')) as { data: { url: string; id: string }[] };
  return {
    connection: String(connection['id']),
    scenario: String(scenario['id']),
    hook: data[0]?.url ?? '',
    hookId: data[0]?.id ?? '',
  };
}

/** An upstream that looks enough like Sonar to register hooks and take messages. */
export async function messageCounter(
  closing: (() => Promise<unknown>)[],
): Promise<{ upstream: RecordingUpstream; received: () => ReadonlyMap<string, number> }> {
  const upstream = await startRecordingUpstream();
  closing.push(() => upstream.close());
  upstream.answerTo = ({ method, path }) => {
    if (path === '/api/v1/webhooks')
      return method === 'GET' ? { status: 200, body: [] } : { status: 201, body: { id: 7 } };
    return { status: 202, body: { status: 'queued' } };
  };
  const received = (): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>();
    for (const { path, body } of upstream.requests) {
      if (path !== '/api/v1/messages') continue;
      const { to } = JSON.parse(body) as { to: string };
      counts.set(to, (counts.get(to) ?? 0) + 1);
    }
    return counts;
  };
  return { upstream, received };
}

/** The delivery of one new customer, and the number the message goes to. */
export function customer(index: number) {
  const phone = `+1310${String(5_550_000 + index).padStart(7, '0')}`;
  const body = {
    uuid: `event-${index}`,
    action: 'customer_created',
    customer: { phone_number: phone, first_name: 'Ann', subscribed: true },
  };
  return { phone, body: JSON.stringify(body) };
}

/** The status of one delivery, or undefined when the server was gone. */
export function deliver(hook: string, body: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return fetch(hook, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status;
    },
    () => undefined,
  );
}

/** Queue items by state. */
export async function queue(installation: Installation, hookId: string): Promise<Record<string, number>> {
  const hook = await installation.call('GET', `/hooks/${hookId}`);
  return hook['queue'] as Record<string, number>;
}

/** Resolves once nothing waits or runs. */
export async function settled(installation: Installation, hookId: string): Promise<void> {
  await until(async () => {
    const { queued = 0, running = 0, retrying = 0 } = await queue(installation, hookId);
    return queued + running + retrying === 0;
  }, 'the queue is empty');
}
