import { expect, test } from '@jest/globals';

import type { Json } from '../../../src/core/json.ts';
import { nextStart, scheduleProblem } from '../../../src/engine/schedule/schedule.ts';
import { createScheduler } from '../../../src/engine/schedule/scheduler.ts';
import type { Scheduling } from '../../../src/store/records.ts';
import type { Store } from '../../../src/store/store.ts';
import { SCENARIO } from '../../contracts/store-samples.ts';
import { mortalStore, settle } from '../mortal-store.ts';
import { createStage, type Stage } from '../stage.ts';

/** Starts by itself and sends two messages. */
const PLANNED: Json = {
  name: 'Planned',
  flow: [
    { id: 1, module: 'util:BasicTrigger', parameters: { values: [{ spec: [{ name: 'n', value: 'x' }] }] }, mapper: {} },
    ...[2, 3].map((id) => ({
      id,
      module: 'sonar:sendMessage',
      parameters: { __IMTCONN__: 'con_one' },
      mapper: { phoneNumber: '+13105551234', text: `message ${id}` },
    })),
  ],
};

const HOUR = 3_600_000;

function plannedStage(scheduling: Scheduling, timezone = 'UTC'): Promise<Stage> {
  return createStage({ blueprint: PLANNED, scenario: { scheduling, timezone, hookId: null } });
}

function schedulerOf(stage: Stage, store: Store = stage.store) {
  const { programs, runner, events, failures, switchOff } = stage.process(store);
  const { clock } = stage;
  const onFailure = (error: unknown): void => {
    failures.push(error);
  };
  return createScheduler({ store, programs, runner, clock, events, switchOff, random: () => 0, onFailure });
}

function startsOf(scheduling: Scheduling, timezone: string, from: string, count = 4): readonly string[] {
  const starts: string[] = [];
  let after = Date.parse(from);
  for (let index = 0; index < count; index += 1) {
    after = nextStart(scheduling, { timezone, after }) ?? Number.NaN;
    starts.push(new Date(after).toISOString());
  }
  return starts;
}

test('a daily time keeps its hour on the wall through both changes of the clock', () => {
  const daily: Scheduling = { type: 'daily', time: '09:00:00' };
  expect(startsOf(daily, 'Europe/Berlin', '2026-03-27T12:00:00Z', 3)).toEqual([
    '2026-03-28T08:00:00.000Z',
    '2026-03-29T07:00:00.000Z',
    '2026-03-30T07:00:00.000Z',
  ]);
  expect(startsOf(daily, 'Europe/Berlin', '2026-10-23T12:00:00Z', 3)).toEqual([
    '2026-10-24T07:00:00.000Z',
    '2026-10-25T08:00:00.000Z',
    '2026-10-26T08:00:00.000Z',
  ]);
});

test('a time the clock skips happens right after the gap, one it repeats happens once', () => {
  const daily: Scheduling = { type: 'daily', time: '02:30:00' };
  expect(startsOf(daily, 'Europe/Berlin', '2026-03-28T12:00:00Z', 2)).toEqual([
    '2026-03-29T01:00:00.000Z',
    '2026-03-30T00:30:00.000Z',
  ]);
  expect(startsOf(daily, 'Europe/Berlin', '2026-10-24T12:00:00Z', 2)).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
});

test('weekly counts days from Monday, monthly leaves out months without the date, once is once', () => {
  const from = '2026-01-07T12:00:00Z';
  expect(
    startsOf({ type: 'weekly', days: [1, 7], time: '09:00' }, 'UTC', from, 3).map((at) => at.slice(0, 10)),
  ).toEqual(['2026-01-11', '2026-01-12', '2026-01-18']);
  expect(
    startsOf({ type: 'monthly', dates: [31], time: '09:00' }, 'UTC', from, 3).map((at) => at.slice(0, 10)),
  ).toEqual(['2026-01-31', '2026-03-31', '2026-05-31']);
  const once: Scheduling = { type: 'once', date: '2026-01-08T00:00:00Z' };
  expect(nextStart(once, { timezone: 'UTC', after: Date.parse(from) })).toBe(Date.parse('2026-01-08T00:00:00Z'));
  expect(nextStart(once, { timezone: 'UTC', after: Date.parse('2026-01-09T00:00:00Z') })).toBeNull();
});

test.each<[Scheduling, string]>([
  [{ type: 'daily', time: '25:00:00' }, 'UTC'],
  [{ type: 'daily', time: '09:00:00' }, 'Mars/Olympus'],
  [{ type: 'weekly', days: [9], time: '09:00:00' }, 'UTC'],
  [{ type: 'once', date: 'soon' }, 'UTC'],
  [{ type: 'indefinitely', interval: 0 }, 'UTC'],
])('says that %j in %s is no schedule', (scheduling, zone) => {
  expect(scheduleProblem(scheduling, zone)).toEqual(expect.any(String));
});

test('runs at every interval, keeps the next time over a restart, and a missed start happens once', async () => {
  const stage = await plannedStage({ type: 'indefinitely', interval: 900 });
  const start = stage.clock.now();
  const first = schedulerOf(stage);
  await first.start();
  expect((await stage.scenario()).nextRunAt).toBe(start + 900_000);
  await stage.clock.advance(900_000);
  await first.idle();
  expect(stage.upstream.texts).toEqual(['message 2', 'message 3']);
  expect((await stage.scenario()).nextRunAt).toBe(start + 1_800_000);
  await first.stop();
  await stage.clock.advance(5 * HOUR);
  const second = schedulerOf(stage);
  await second.start();
  await second.idle();
  expect(stage.upstream.texts).toHaveLength(4);
  expect((await stage.scenario()).nextRunAt).toBe(start + 900_000 + 5 * HOUR + 900_000);
  await second.stop();
});

test('goes on with a run that was killed, without repeating the message it had sent', async () => {
  const stage = await plannedStage({ type: 'indefinitely', interval: 900 });
  stage.upstream.answer = (_request, number) => Promise.resolve({ status: number === 2 ? 503 : 200 });
  const mortal = mortalStore(stage.store, Number.POSITIVE_INFINITY, 'before');
  const finish = () => new Promise<boolean>(() => undefined);
  const first = schedulerOf(stage, { ...mortal.store, runs: { ...stage.store.runs, finish } });
  await first.start();
  await stage.clock.advance(900_000);
  await settle();
  expect(stage.upstream.texts).toEqual(['message 2']);
  mortal.kill();
  const second = schedulerOf(stage);
  await second.start();
  await second.idle();
  expect(stage.upstream.texts).toEqual(['message 2', 'message 3']);
  await second.stop();
});

test('waits longer after each passing error, and switches off after three that do not pass', async () => {
  const stage = await plannedStage({ type: 'indefinitely', interval: 60 });
  stage.upstream.answer = () => Promise.resolve({ status: 503 });
  const scheduler = schedulerOf(stage);
  await scheduler.start();
  await stage.clock.advance(60_000);
  await scheduler.idle();
  expect(await stage.scenario()).toMatchObject({ errors: 1, nextRunAt: stage.clock.now() + 60_000 });
  await stage.clock.advance(60_000);
  await scheduler.idle();
  expect(await stage.scenario()).toMatchObject({ errors: 2, nextRunAt: stage.clock.now() + 120_000 });
  stage.upstream.answer = () => Promise.resolve({ status: 400 });
  await stage.clock.advance(120_000);
  await scheduler.idle();
  expect(await stage.scenario()).toMatchObject({ active: false, errors: 3, nextRunAt: null });
  const sent = stage.upstream.requests.length;
  await stage.clock.advance(HOUR);
  expect(stage.upstream.requests).toHaveLength(sent);
  await scheduler.stop();
});

test('plans a scenario as soon as it is switched on and forgets one that is switched off', async () => {
  const stage = await createStage({
    blueprint: PLANNED,
    scenario: { scheduling: { type: 'indefinitely', interval: 60 }, hookId: null, active: false },
  });
  const { programs, runner, events, switchOff } = stage.process();
  const { store, clock } = stage;
  const scheduler = createScheduler({ store, programs, runner, clock, events, switchOff, random: () => 0 });
  await scheduler.start();
  await stage.clock.advance(HOUR);
  expect(stage.upstream.texts).toEqual([]);
  await stage.store.scenarios.setState(SCENARIO, { active: true });
  events.emit({ type: 'scenario.changed', scenarioId: SCENARIO, change: 'activated' });
  await scheduler.idle();
  await stage.clock.advance(60_000);
  await scheduler.idle();
  expect(stage.upstream.texts).toHaveLength(2);
  await stage.store.scenarios.setState(SCENARIO, { active: false });
  events.emit({ type: 'scenario.changed', scenarioId: SCENARIO, change: 'deactivated' });
  await scheduler.idle();
  await stage.clock.advance(HOUR);
  expect(stage.upstream.texts).toHaveLength(2);
  await scheduler.stop();
});
