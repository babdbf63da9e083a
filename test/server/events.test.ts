import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ScenarioId } from '../../src/store/records.ts';
import { run } from '../contracts/store-samples.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Opens the stream and reads until the text matches. */
async function open(query = '') {
  const stop = new AbortController();
  const response = await fetch(`${stage.url}/api/v1/events${query}`, { signal: stop.signal });
  const reader = response.body!.getReader();
  let text = '';
  return {
    response,
    close: () => stop.abort(),
    async until(pattern: RegExp): Promise<string> {
      while (!pattern.test(text)) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`the stream ended with: ${text}`);
        text += Buffer.from(value).toString('utf8');
      }
      return text;
    },
    async end(): Promise<string> {
      for (let part = await reader.read(); !part.done; part = await reader.read())
        text += Buffer.from(part.value).toString('utf8');
      return text;
    },
  };
}

const changed = (scenarioId: ScenarioId) =>
  stage.events.emit({ type: 'scenario.changed', scenarioId, change: 'updated' });

test('tells what happens, as it happens', async () => {
  const stream = await open();
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  await stream.until(/^retry: \d+\n/);
  stage.events.emit({ type: 'run.started', run });
  const text = await stream.until(/\n\n.*\n\n/s);
  const [, data = ''] = /event: execution\.started\ndata: (.*)\n\n/.exec(text) ?? [];
  expect(JSON.parse(data)).toMatchObject({ execution: { id: run.id, startedAt: '1970-01-01T00:00:00.100Z' } });
  stream.close();
});

test('tells only what was asked for', async () => {
  const stream = await open('?scenarioId=scn_b&types=scenario.changed');
  await stream.until(/connected/);
  changed('scn_a');
  stage.events.emit({ type: 'run.started', run: { ...run, scenarioId: 'scn_b' } });
  changed('scn_b');
  const text = await stream.until(/scn_b/);
  expect(text.match(/^event: .*/gm)).toEqual(['event: scenario.changed']);
  stream.close();
});

test('refuses names of events it does not know', async () => {
  expect(await stage.call('GET', '/api/v1/events?types=run.begun')).toMatchObject({ status: 400 });
});

test('stops listening when the caller goes away', async () => {
  const events = { ...stage.events, listening: 0 };
  const counted = await openStage({
    events: {
      onAny(listener) {
        events.listening += 1;
        const end = stage.events.onAny(listener);
        return () => {
          events.listening -= 1;
          end();
        };
      },
    },
  });
  const stop = new AbortController();
  const response = await fetch(`${counted.url}/api/v1/events`, { signal: stop.signal });
  await response.body!.getReader().read();
  expect(events.listening).toBe(1);
  stop.abort();
  while (events.listening > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await counted.close();
});

test('ends streams when the server stops, so that it can', async () => {
  const short = await openStage();
  const response = await fetch(`${short.url}/api/v1/events`);
  const text = response.text();
  await short.close();
  expect(await text).toContain('connected');
});
