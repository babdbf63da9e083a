import { describe, expect, test } from '@jest/globals';
import { NO_WATCH, watchAfter } from '../../../src/web/model/live-run.ts';
import type { Watch, WatchChange } from '../../../src/web/model/live-run.ts';

type Data = Record<string, unknown>;

const event = (name: string, data: Data, follows = false): WatchChange => ({ type: 'event', name, data, follows });
const began = (id: string, follows = false) =>
  event('execution.started', { execution: { id, startedAt: '2026-03-01T12:00:00.000Z' } }, follows);
const moduleBegan = (executionId: string, moduleId: number) => event('operation.started', { executionId, moduleId });
const moduleEnded = (executionId: string, operation: Data) => event('operation.finished', { executionId, operation });
const ended = (executionId: string, status: string) => event('execution.finished', { executionId, status });
const SENT = { moduleId: 2, label: 'Send a Message', status: 'success', bundles: 1, durationMs: 12 };

function watching(...changes: readonly WatchChange[]): Watch {
  return changes.reduce(watchAfter, NO_WATCH);
}

describe('a run that was asked for', () => {
  test('is known by the answer, whatever came before it', () => {
    const { run, isMine } = watching(
      { type: 'asked' },
      began('run_other'),
      began('run_mine'),
      moduleBegan('run_mine', 1),
      { type: 'answered', executionId: 'run_mine' },
      moduleEnded('run_mine', { ...SENT, moduleId: 1 }),
    );
    expect(run).toMatchObject({ executionId: 'run_mine', status: 'running', operations: 1 });
    expect(isMine).toBe(true);
    expect(run.modules.get(1)).toMatchObject({ running: 0, operations: 1, bundles: 1, durationMs: 12 });
  });

  test('may be known before it begins', () => {
    const { run } = watching({ type: 'asked' }, { type: 'answered', executionId: 'run_mine' }, began('run_mine'));
    expect(run).toMatchObject({ executionId: 'run_mine', startedAt: '2026-03-01T12:00:00.000Z' });
    expect(run.log).toHaveLength(1);
  });

  test('may be over before the answer comes', () => {
    const { run } = watching({ type: 'asked' }, began('run_mine'), ended('run_mine', 'warning'), {
      type: 'answered',
      executionId: 'run_mine',
    });
    expect(run.status).toBe('warning');
  });

  test('that is refused leaves nothing', () => {
    expect(watching({ type: 'asked' }, { type: 'refused' })).toEqual(NO_WATCH);
  });
});

describe('waiting for a delivery', () => {
  const waiting: readonly WatchChange[] = [
    { type: 'asked' },
    event('execution.waiting', { hookId: 'hk_1', until: '2026-03-01T12:10:00.000Z' }),
    { type: 'answered', executionId: null },
  ];

  test('is a state of its own, with the webhook', () => {
    const { run, wait } = watching(...waiting);
    expect(run.status).toBe('waiting');
    expect(wait).toEqual({ hookId: 'hk_1', until: '2026-03-01T12:10:00.000Z' });
  });

  test('ends with the run the delivery started, also when it began first', () => {
    const { run, wait } = watching(
      ...waiting,
      began('run_1'),
      moduleBegan('run_1', 1),
      event('execution.wait-ended', { outcome: 'started', executionId: 'run_1' }),
    );
    expect(run).toMatchObject({ executionId: 'run_1', status: 'running' });
    expect(run.modules.get(1)?.running).toBe(1);
    expect(wait).toBeUndefined();
  });

  test('that was given up leaves nothing', () => {
    expect(watching(...waiting, event('execution.wait-ended', { outcome: 'timeout', executionId: null }))).toEqual(
      NO_WATCH,
    );
  });

  test('of somebody else is not mine', () => {
    expect(watching(event('execution.waiting', { hookId: 'hk_1' }))).toEqual(NO_WATCH);
  });
});

describe('runs nobody here asked for', () => {
  test('are followed when nothing else is looked at', () => {
    expect(watching(began('run_1', true))).toMatchObject({ run: { executionId: 'run_1' }, isMine: false });
  });

  test('are offered when something is', () => {
    const shown = { executionId: 'run_0', status: 'success', startedAt: undefined, endedAt: undefined } as const;
    const watch = watching({ type: 'show', run: shown }, began('run_1'));
    expect(watch.run.executionId).toBe('run_0');
    expect(watch.newer).toBe('run_1');
  });

  test('do not disturb a run that is under way', () => {
    const watch = watching(began('run_1', true), began('run_2', true), moduleEnded('run_2', SENT));
    expect(watch.run).toMatchObject({ executionId: 'run_1', operations: 0 });
  });
});

describe('the modules of a run', () => {
  test('show the worst of their operations', () => {
    const { run } = watching(
      began('run_1', true),
      moduleEnded('run_1', { ...SENT, status: 'error', bundles: 0 }),
      moduleEnded('run_1', SENT),
    );
    expect(run.modules.get(2)).toMatchObject({ status: 'error', operations: 2, bundles: 1 });
    expect(run.log.map(({ text, tone }) => [text, tone])).toEqual([
      ['Run started', 'plain'],
      ['2 Send a Message: error, 0 bundles', 'error'],
      ['2 Send a Message: success, 1 bundle', 'plain'],
    ]);
  });

  test('run no more once the run is over', () => {
    const { run } = watching(began('run_1', true), moduleBegan('run_1', 2), ended('run_1', 'stopped'));
    expect(run.modules.get(2)?.running).toBe(0);
  });
});

describe('what the history says', () => {
  const stored = { executionId: 'run_1', status: 'error', startedAt: undefined, endedAt: undefined } as const;

  test('ends a run whose last events were missed', () => {
    const { run } = watching(began('run_1', true), moduleBegan('run_1', 2), { type: 'settled', run: stored });
    expect(run.status).toBe('error');
    expect(run.modules.get(2)?.running).toBe(0);
  });

  test('of another run changes nothing', () => {
    expect(watching(began('run_2', true), { type: 'settled', run: stored }).run.status).toBe('running');
  });
});

test('events that are not understood change nothing', () => {
  expect(watching(event('something.new', { executionId: 'run_1' }))).toBe(NO_WATCH);
  expect(watching(event('execution.started', { execution: null }))).toBe(NO_WATCH);
});
