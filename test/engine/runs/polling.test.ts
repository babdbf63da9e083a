import { expect, test } from '@jest/globals';

import type { Json } from '../../../src/core/json.ts';
import { createExecutionService } from '../../../src/engine/runs/executions.ts';
import { createIncompleteService } from '../../../src/engine/runs/incompletes.ts';
import { createPolls } from '../../../src/engine/runs/polls.ts';
import { createDeliveryReader } from '../../../src/engine/runs/trigger-items.ts';
import { createScheduler } from '../../../src/engine/schedule/scheduler.ts';
import type { RunRecord } from '../../../src/store/records.ts';
import type { Store } from '../../../src/store/store.ts';
import { SCENARIO } from '../../contracts/store-samples.ts';
import { ACCESS, at, createHelpDesk, HELP_DESK, type HelpDesk, noteTickets, type Ticket } from '../help-desk.ts';
import { mortalStore, settle } from '../mortal-store.ts';
import { createProcess, createStage, type Stage } from '../stage.ts';

const FIVE: readonly Ticket[] = [1, 2, 3, 4, 5].map((id) => ({ id, minute: id }));
const QUARTER = 900;

async function openStage(desk: HelpDesk, blueprint: Json = noteTickets()) {
  const stage = await createStage({
    blueprint,
    scenario: { scheduling: { type: 'indefinitely', interval: QUARTER }, hookId: null },
  });
  return { ...stage, ...openProcess(stage, desk) };
}

function openProcess(stage: Pick<Stage, 'clock' | 'store'>, desk: HelpDesk, store: Store = stage.store) {
  const { clock } = stage;
  const process = createProcess({ clock, store, upstream: desk, apps: HELP_DESK, connection: ACCESS });
  const common = { ...process, store, clock, random: () => 0 };
  const service = createExecutionService({
    ...common,
    readDelivery: createDeliveryReader(process.services),
    listen: () => Promise.resolve(() => Promise.resolve()),
  });
  const onFailure = (error: unknown): void => {
    process.failures.push(error);
  };
  return { process, service, scheduler: createScheduler({ ...common, onFailure }) };
}

type Opened = Awaited<ReturnType<typeof openStage>>;

/** One run by hand. */
async function run({ service }: Pick<Opened, 'service'>): Promise<RunRecord> {
  return service.runOnce(SCENARIO).finished;
}

async function placeOf({ store, process }: Opened) {
  const scenario = await store.scenarios.get(SCENARIO);
  return { polls: createPolls(store), program: process.programs.of(scenario!) };
}

/** From the beginning instead of from now on. */
async function startWithAll(opened: Opened): Promise<void> {
  const { polls, program } = await placeOf(opened);
  await polls.move(program, () => ({ seen: [] }));
}

function notesOf(...ids: readonly number[]): readonly string[] {
  return ids.flatMap((id) => [`${id} a`, `${id} b`]);
}

test('the first run only finds where the newest ticket is, and the next ones take what came later', async () => {
  const desk = createHelpDesk(FIVE);
  const stage = await openStage(desk);
  expect(await run(stage)).toMatchObject({ status: 'success' });
  expect(desk.notes).toEqual([]);
  await run(stage);
  expect(desk.notes).toEqual([]);
  desk.tickets.push({ id: 7, minute: 9 }, { id: 6, minute: 8 });
  await run(stage);
  await run(stage);
  expect(desk.notes).toEqual(notesOf(6, 7));
});

test('a service that has nothing yet is asked for everything afterwards', async () => {
  const desk = createHelpDesk();
  const stage = await openStage(desk);
  await run(stage);
  desk.tickets.push(...FIVE);
  await run(stage);
  expect(desk.notes).toEqual(notesOf(1, 2, 3, 4, 5));
});

test('each run takes the oldest ones up to the limit, and the next run the rest', async () => {
  const desk = createHelpDesk(FIVE);
  const stage = await openStage(desk, noteTickets(2));
  await startWithAll(stage);
  await run(stage);
  expect(desk.notes).toEqual(notesOf(1, 2));
  await run(stage);
  await run(stage);
  await run(stage);
  expect(desk.notes).toEqual(notesOf(1, 2, 3, 4, 5));
});

test('the app reads where it stands, to ask only for what came later', async () => {
  const desk = createHelpDesk(FIVE);
  const stage = await openStage(desk);
  await run(stage);
  desk.asked.length = 0;
  await run(stage);
  expect(new URL(desk.asked[0]!).searchParams.get('since')).toBe(at(5));
});

test('a run that fails leaves the trigger where it was, and the next one repeats no note that was taken', async () => {
  const desk = createHelpDesk(FIVE.slice(0, 2));
  const stage = await openStage(desk);
  await startWithAll(stage);
  desk.refused = '2 a';
  expect(await run(stage)).toMatchObject({ status: 'error' });
  desk.tickets.push({ id: 3, minute: 3 });
  desk.refused = undefined;
  expect(await run(stage)).toMatchObject({ status: 'success' });
  expect(desk.notes).toEqual(notesOf(1, 2));
  await run(stage);
  expect(desk.notes).toEqual(notesOf(1, 2, 3));
});

test('a confidential scenario keeps what a failed run found until another one has ended well', async () => {
  const desk = createHelpDesk(FIVE.slice(0, 2));
  const confidential = { metadata: { scenario: { confidential: true } } };
  const stage = await openStage(desk, { ...(noteTickets() as object), ...confidential });
  await startWithAll(stage);
  desk.refused = '2 b';
  await run(stage);
  desk.refused = undefined;
  expect(await run(stage)).toMatchObject({ status: 'success' });
  expect(desk.notes).toEqual(notesOf(1, 2));
  const { items } = await stage.service.list({});
  const journals = await Promise.all(items.map(({ trigger }) => stage.store.runs.journal(trigger.scope!)));
  expect(JSON.stringify(journals)).not.toContain('a@example.com');
});

test('a ticket that always fails switches the scenario off, which says that the same tickets come again', async () => {
  const desk = createHelpDesk(FIVE.slice(0, 2));
  const stage = await openStage(desk);
  const { store, clock, scheduler } = stage;
  await startWithAll(stage);
  desk.refused = '1 a';
  await store.scenarios.setState(SCENARIO, { active: true, nextRunAt: clock.now() });
  await scheduler.start();
  for (let runs = 0; runs < 4; runs += 1) {
    await settle();
    await scheduler.idle();
    await clock.advance(QUARTER * 1000);
  }
  expect(await store.scenarios.get(SCENARIO)).toMatchObject({
    active: false,
    errors: 3,
    reason: expect.stringMatching(/^3 runs in a row ended in error.*takes the same items again/s),
  });
  await scheduler.stop();
});

test('a ticket that is put aside waits by itself; the trigger goes on with the next ones', async () => {
  const desk = createHelpDesk(FIVE.slice(0, 2));
  const keeps = { metadata: { scenario: { dlq: true } } };
  const stage = await openStage(desk, { ...(noteTickets() as object), ...keeps });
  const { store, clock, process } = stage;
  const incompletes = createIncompleteService({ ...process, store, clock, random: () => 0 });
  await startWithAll(stage);
  desk.refused = '1 b';
  expect(await run(stage)).toMatchObject({ status: 'warning' });
  desk.tickets.push({ id: 3, minute: 3 });
  desk.refused = undefined;
  await run(stage);
  expect(desk.notes).toEqual(['1 a', ...notesOf(2, 3)]);
  const { items } = await store.incompletes.list({});
  await incompletes.retry(items[0]!.id);
  expect(desk.notes).toEqual(['1 a', ...notesOf(2, 3), '1 b']);
});

test('a trigger that is set up otherwise after a failure looks anew', async () => {
  const desk = createHelpDesk(FIVE.slice(0, 1));
  const stage = await openStage(desk);
  await startWithAll(stage);
  desk.refused = '1 b';
  await run(stage);
  const { version } = (await stage.store.scenarios.get(SCENARIO))!;
  await stage.store.scenarios.update(SCENARIO, version, { blueprint: noteTickets(10, { queue: 'sales' }) });
  desk.asked.length = 0;
  await run(stage);
  expect(new URL(desk.asked[0]!).searchParams.get('queue')).toBe('sales');
});

test('runs of one scenario that are asked for together follow each other and share nothing', async () => {
  const desk = createHelpDesk(FIVE);
  const stage = await openStage(desk, noteTickets(2));
  await startWithAll(stage);
  await Promise.all([run(stage), run(stage), run(stage)]);
  expect(desk.notes).toEqual(notesOf(1, 2, 3, 4, 5));
});

test('a run with a pinned module only tries things out: the trigger stays where it was', async () => {
  const desk = createHelpDesk(FIVE.slice(0, 1));
  const stage = await openStage(desk);
  await startWithAll(stage);
  const pins = { 2: [{ id: 1 }] };
  expect(await stage.service.runOnce(SCENARIO, undefined, { pins }).finished).toMatchObject({ status: 'success' });
  expect(desk.notes).toEqual(['1 b']);
  await run(stage);
  expect(desk.notes).toEqual(['1 b', ...notesOf(1)]);
});

test('of a scenario that was deleted nothing is remembered', async () => {
  const stage = await openStage(createHelpDesk(FIVE));
  await run(stage);
  const { polls, program } = await placeOf(stage);
  expect(await polls.read(program)).toMatchObject({ lastId: 5 });
  await polls.forget('scn_other');
  expect(await polls.read(program)).toMatchObject({ lastId: 5 });
  await polls.forget(SCENARIO);
  expect(await polls.read(program)).toBeUndefined();
});

test('a replay works off the tickets of its run and moves nothing', async () => {
  const desk = createHelpDesk(FIVE.slice(0, 2));
  const stage = await openStage(desk);
  await startWithAll(stage);
  const first = await run(stage);
  desk.tickets.push({ id: 3, minute: 3 });
  await stage.service.replay(first.id, { scope: 'whole', skipDone: false }).finished;
  expect(desk.notes).toEqual([...notesOf(1, 2), ...notesOf(1, 2)]);
  await run(stage);
  expect(desk.notes).toEqual([...notesOf(1, 2), ...notesOf(1, 2), ...notesOf(3)]);
});

test('a trigger that looks for what is new stands at the start of a scenario only', async () => {
  const [watch, ...notes] = (noteTickets() as { flow: Json[] }).flow;
  const { process, store } = await openStage(createHelpDesk(), { name: 'Late', flow: [notes[0]!, watch!] });
  const scenario = (await store.scenarios.get(SCENARIO))!;
  expect(process.programs.of(scenario).compiled.problems.map(({ code }) => code)).toContain('TRIGGER_NOT_FIRST');
});

test.each(['before', 'after'] as const)(
  'skips nothing and repeats nothing when the process dies right %s any call of the store',
  async (when) => {
    let last = 0;
    for (let dieAt = 1; dieAt < 200; dieAt += 1) {
      const desk = createHelpDesk(FIVE.slice(0, 3));
      const stage = await openStage(desk, noteTickets(2));
      await startWithAll(stage);
      const mortal = mortalStore(stage.store, dieAt, when);
      const first = openProcess(stage, desk, mortal.store);
      await Promise.race([first.scheduler.start(), settle()]);
      await settle();
      await stage.clock.advance(QUARTER * 1000);
      await settle();
      mortal.kill();
      last = dieAt;
      const isHeld = await workOff(stage, desk);
      const expected = notesOf(1, 2, 3);
      if (isHeld) expect(expected).toEqual(expect.arrayContaining(desk.notes));
      else expect(desk.notes).toEqual(expected);
      expect(new Set(desk.notes).size).toBe(desk.notes.length);
      await stage.store.close();
      if (mortal.calls() < dieAt) break;
    }
    expect(last).toBeGreaterThan(15);
  },
);

/** Another process works off what is left; true when a note waits for a person, who would know whether it was taken. */
async function workOff(stage: Opened, desk: HelpDesk): Promise<boolean> {
  const { process, scheduler, service } = openProcess(stage, desk);
  await process.dispatcher.start({ exclusive: true });
  await scheduler.start();
  for (let round = 0; round < 4; round += 1) {
    await settle();
    await scheduler.idle();
    await stage.clock.advance(QUARTER * 1000);
  }
  await settle();
  await scheduler.stop();
  await process.dispatcher.stop();
  const { items } = await service.list({});
  return items.some(({ status }) => status === 'in-doubt');
}
