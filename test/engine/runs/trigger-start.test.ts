import { expect, test } from '@jest/globals';

import type { Json } from '../../../src/core/json.ts';
import { createPolls } from '../../../src/engine/runs/polls.ts';
import { createTriggerStarts } from '../../../src/engine/runs/trigger-start.ts';
import { SCENARIO } from '../../contracts/store-samples.ts';
import { ACCESS, at, createHelpDesk, HELP_DESK, noteTickets, type HelpDesk } from '../help-desk.ts';
import { createProcess, createStage } from '../stage.ts';

const minute = (number: number): number => Date.parse(at(number));

async function open(blueprint: Json = noteTickets()) {
  const desk = createHelpDesk([1, 2, 3, 4].map((id) => ({ id, minute: id })));
  const { clock, store } = await createStage({
    blueprint,
    scenario: { scheduling: { type: 'on-demand' }, hookId: null },
  });
  const polls = createPolls(store);
  const process = createProcess({ clock, store, upstream: desk, apps: HELP_DESK, connection: ACCESS });
  const { programs, services } = process;
  const starts = createTriggerStarts({ store, programs, polls, services, connectionValues: () => ACCESS });
  return { desk, starts, run: async () => runOnce(process, store) };
}

async function runOnce(
  { programs, runner }: ReturnType<typeof createProcess>,
  store: Awaited<ReturnType<typeof createStage>>['store'],
): Promise<void> {
  const scenario = (await store.scenarios.get(SCENARIO))!;
  await runner.run({ program: programs.of(scenario), trigger: { type: 'manual' } });
}

/** Tickets that were written on, each once. */
function ticketsOf({ notes }: HelpDesk): readonly string[] {
  return [...new Set(notes.map((note) => note.split(' ')[0]!))];
}

test('before the first run a trigger stands nowhere, and says what may be chosen', async () => {
  const { starts } = await open();
  expect(await starts.get(SCENARIO)).toEqual({ type: 'date', choices: true, state: undefined, looksAgain: false });
});

test('items to start behind come as the app lists them', async () => {
  const { starts } = await open();
  expect((await starts.items(SCENARIO)).slice(0, 2)).toEqual([
    { id: 4, date: minute(4), label: 'No. 4 (a@example.com)' },
    { id: 3, date: minute(3), label: 'No. 3 (a@example.com)' },
  ]);
});

test('"from now on" is the moment it is chosen, not that of the next run', async () => {
  const { starts, run, desk } = await open();
  expect(await starts.set(SCENARIO, { from: 'now' })).toMatchObject({ state: { lastDate: minute(4), lastId: 4 } });
  desk.tickets.push({ id: 5, minute: 5 });
  await run();
  expect(ticketsOf(desk)).toEqual(['5']);
});

test.each([
  ['all', { from: 'all' }, ['1', '2', '3', '4']],
  ['a date, that moment included', { from: 'date', date: minute(3) }, ['3', '4']],
  ['behind an item', { from: 'item', item: { id: 3, date: minute(3) } }, ['4']],
] as const)('starts from %s', async (_, choice, expected) => {
  const { starts, run, desk } = await open();
  await starts.set(SCENARIO, choice);
  await run();
  expect(ticketsOf(desk)).toEqual(expected);
});

test('switched on, a trigger starts from that moment, not from that of its first run', async () => {
  const { starts, run, desk } = await open();
  await starts.begin(SCENARIO);
  desk.tickets.push({ id: 5, minute: 5 });
  await run();
  expect(ticketsOf(desk)).toEqual(['5']);
});

test('switched on again, it goes on where it was', async () => {
  const { starts, run, desk } = await open();
  await starts.set(SCENARIO, { from: 'date', date: minute(4) });
  await starts.begin(SCENARIO);
  await run();
  expect(ticketsOf(desk)).toEqual(['4']);
});

test('a trigger that has run may start from elsewhere again', async () => {
  const { starts, run, desk } = await open();
  await starts.set(SCENARIO, { from: 'all' });
  await run();
  await starts.set(SCENARIO, { from: 'date', date: minute(4) });
  await run();
  expect(desk.notes.filter((note) => note === '4 a')).toHaveLength(2);
  expect(desk.notes.filter((note) => note === '3 a')).toHaveLength(1);
});

test('items a run failed with are taken again until it is chosen to start elsewhere, which passes over them', async () => {
  const { starts, run, desk } = await open();
  await starts.set(SCENARIO, { from: 'date', date: minute(3) });
  desk.refused = '3 a';
  await run();
  await run();
  expect(ticketsOf(desk)).toEqual([]);
  expect(await starts.get(SCENARIO)).toMatchObject({ state: { lastDate: minute(3) }, looksAgain: true });
  const item = { id: 3, date: minute(3) };
  expect(await starts.set(SCENARIO, { from: 'item', item })).toMatchObject({ looksAgain: false });
  await run();
  expect(ticketsOf(desk)).toEqual(['4']);
  expect(await starts.get(SCENARIO)).toMatchObject({ state: { lastId: 4 }, looksAgain: false });
});

test('a scenario that starts otherwise has no starting point', async () => {
  const [, note] = (noteTickets() as { flow: Json[] }).flow;
  const { starts } = await open({ name: 'Plain', flow: [note!] });
  await expect(starts.get(SCENARIO)).rejects.toMatchObject({ name: 'UsageError' });
  await starts.begin(SCENARIO);
});
