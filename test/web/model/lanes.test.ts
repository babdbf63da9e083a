import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import {
  addBranch,
  branchesOf,
  moveBranch,
  removeBranch,
  renameBranch,
  setBranchConditions,
} from '../../../src/web/model/branches.ts';
import type { Blueprint } from '../../../src/web/model/blueprint.ts';
import { connectionsNeeded, withConnections } from '../../../src/web/model/connections-needed.ts';
import { searchModules } from '../../../src/web/model/palette-search.ts';
import { destinationsOf } from '../../../src/web/model/places.ts';
import { scenarioSettings, withScenarioSettings } from '../../../src/web/model/scenario-settings.ts';
import { draftOfSchedule, scheduleOfDraft } from '../../../src/web/model/schedule-draft.ts';
import { stepAt } from '../../../src/web/model/step-path.ts';
import { valueAt } from '../../../src/web/model/values.ts';
import { kinds, made, reasonOf, router, scenarioOf, send, watch } from './stage.ts';

const FILE = resolve(import.meta.dirname, '../../../examples/scenarios/if-else-merge.json');
const choice = JSON.parse(readFileSync(FILE, 'utf8')) as Blueprint;
const IF_ELSE = ['flow', 1];
const labels = (blueprint: Blueprint) => branchesOf(stepAt(blueprint, IF_ELSE)!).map(({ label }) => label);
const mappings = (blueprint: Blueprint) => valueAt(blueprint, ['flow', 2, 'outputs', 0, 'mappings']);

test('a branch is added before the one for everything else, and the merge keeps what belongs to each', () => {
  const added = made(addBranch(choice, IF_ELSE));
  expect(labels(added)).toEqual(['Regular', 'Branch 2', 'Anyone else']);
  expect(mappings(added)).toEqual(['{{3.value}}', '', '{{4.value}}']);
  expect(valueAt(added, ['flow', 2, 'filters'])).toEqual([null, null, null]);
  const moved = made(moveBranch(added, IF_ELSE, 1, 0));
  expect(labels(moved)).toEqual(['Branch 2', 'Regular', 'Anyone else']);
  expect(mappings(moved)).toEqual(['', '{{3.value}}', '{{4.value}}']);
  expect(mappings(made(removeBranch(moved, IF_ELSE, 0)))).toEqual(['{{3.value}}', '{{4.value}}']);
});

test('the branch for everything else stays, and stays the last; one branch is left at least', () => {
  const added = made(addBranch(choice, IF_ELSE));
  expect(reasonOf(removeBranch(choice, IF_ELSE, 1))).toMatch(/everything else stays/);
  expect(reasonOf(removeBranch(choice, IF_ELSE, 0))).toMatch(/at least one branch/);
  expect(reasonOf(moveBranch(added, IF_ELSE, 1, 2))).toMatch(/end of the order/);
  expect(reasonOf(moveBranch(added, IF_ELSE, 0, -1))).toMatch(/end of the order/);
  expect(reasonOf(addBranch(choice, ['flow', 0]))).toMatch(/not there any more/);
});

test('a branch gets another name and another condition, and nothing else changes', () => {
  expect(labels(renameBranch(choice, IF_ELSE, 0, ' Loyal '))).toEqual(['Loyal', 'Anyone else']);
  const conditions = [[{ a: '{{1.orders}}', o: 'exist' }]];
  const changed = setBranchConditions(choice, IF_ELSE, 0, conditions);
  expect(branchesOf(stepAt(changed, IF_ELSE)!)[0]?.conditions).toEqual(conditions);
  expect(changed.flow[2]).toBe(choice.flow[2]);
});

test('a module can be moved to every place that takes it, named as people know it', () => {
  const split = scenarioOf(watch, send(2), send(6), router(3, [send(4)], []));
  const name = ({ id }: { readonly id: number }) => `${id}`;
  const texts = destinationsOf(split, ['flow', 1], kinds, name).map(({ text }) => text);
  expect(texts).toEqual(['After 6', 'Start of route 1 of 3', 'After 4', 'Start of route 2 of 3']);
  expect(destinationsOf(split, ['flow', 0], kinds, name)).toEqual([]);
});

test('modules are found by the words of people who know other products', () => {
  const module = (label: string, description = '') => ({ label, description, app: 'Sonar', group: '', name: 'x' });
  const all = [module('Get a Customer'), module('Send a Campaign', 'To a customer'), module('Send a Message')];
  const found = (search: string) => searchModules(all, search).map(({ label }) => label);
  expect(found('sms')).toEqual(['Send a Message']);
  expect(found('send customer')).toEqual(['Send a Campaign']);
  expect(found('customer')).toEqual(['Get a Customer', 'Send a Campaign']);
  expect(found('shopify')).toEqual([]);
  expect(found(' ')).toHaveLength(3);
});

test('settings of the scenario are read as written or by default, and only changes are written', () => {
  const bare: Blueprint = { flow: [], metadata: { scenario: { maxErrors: '5', dlq: 'true', x: 1 } } };
  const settings = scenarioSettings(bare);
  expect(settings).toMatchObject({ maxErrors: 5, dlq: true, strictMapping: true, sequential: false, roundtrips: 1 });
  expect(withScenarioSettings(bare, settings)).toBe(bare);
  expect(withScenarioSettings(bare, { ...settings, sequential: true }).metadata).toEqual({
    scenario: { maxErrors: '5', dlq: 'true', x: 1, sequential: true },
  });
});

test('every schedule becomes a draft and back; what is missing is said', () => {
  const schedules = [
    { type: 'immediately' },
    { type: 'on-demand' },
    { type: 'indefinitely', interval: 900 },
    { type: 'once', date: '2027-03-01T09:00:00.000Z' },
    { type: 'daily', time: '09:30' },
    { type: 'weekly', days: [1, 5], time: '08:00' },
    { type: 'monthly', dates: [1, 31], time: '08:00' },
  ] as const;
  for (const schedule of schedules) {
    const copy = JSON.parse(JSON.stringify(schedule)) as (typeof schedules)[number];
    expect(scheduleOfDraft(draftOfSchedule(copy as Parameters<typeof draftOfSchedule>[0]))).toEqual(schedule);
  }
  const draft = draftOfSchedule({ type: 'on-demand' });
  expect(scheduleOfDraft({ ...draft, type: 'weekly', days: [] })).toEqual({ problem: 'Choose at least one day.' });
  expect(scheduleOfDraft({ ...draft, type: 'monthly', dates: [] })).toHaveProperty('problem');
  expect(scheduleOfDraft({ ...draft, type: 'once' })).toEqual({ problem: 'Choose a date and a time.' });
  expect(scheduleOfDraft({ ...draft, type: 'daily', time: '' })).toEqual({ problem: 'Enter a time.' });
  expect(scheduleOfDraft({ ...draft, type: 'indefinitely', minutes: '' })).toHaveProperty('problem');
});

test('connections of an imported blueprint are exchanged for those that are here, also in routes', () => {
  const foreign = { parameters: { __IMTCONN__: 17 } };
  const source = scenarioOf(
    watch,
    router(2, [send(3, 'Hi', foreign)]),
    send(4, 'Hi', { parameters: { __IMTCONN__: 9 } }),
  );
  const changed = withConnections(source, { 17: 'con_1' });
  expect(connectionsNeeded(changed).map(({ id }) => id)).toEqual(['con_1', '9']);
  expect(withConnections(source, {})).toBe(source);
});

test('connections are found everywhere, also in a file that is damaged', () => {
  const inRoute = send(4, 'Hi', { parameters: { __IMTCONN__: 9 } });
  const handled = send(5, 'Hi', { onerror: [send(6, 'Hi', { parameters: { __IMTCONN__: 'con_2' } })] });
  const damaged = { id: 1, parameters: { __IMTCONN__: 7 } };
  const flow = [null, damaged, router(2, [inRoute]), handled];
  const source = JSON.parse(JSON.stringify({ flow })) as Blueprint;
  expect(connectionsNeeded(source).map(({ id, app }) => [id, app])).toEqual([
    ['7', ''],
    ['9', 'sonar'],
    ['con_2', 'sonar'],
  ]);
});
