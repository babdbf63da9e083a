import { expect, test } from '@jest/globals';

import type { CatalogueModule, ModuleKind } from '../../../src/web/builder/catalogue.ts';
import { fittingSchedule } from '../../../src/web/builder/fitting-schedule.ts';
import type { Blueprint } from '../../../src/web/model/blueprint.ts';

const KINDS: Readonly<Record<string, ModuleKind>> = {
  'a:watch': 'instant trigger',
  'a:poll': 'trigger',
  'util:BasicTrigger': 'trigger',
  'a:do': 'action',
};

const find = (name: string): CatalogueModule | undefined => {
  const kind = KINDS[name];
  return kind && { name, kind, label: '', description: '', app: '', group: '', tone: 'other', version: 1 };
};

const flowOf = (...modules: readonly string[]): Blueprint => ({
  name: '',
  flow: modules.map((module, index) => ({ id: index + 1, module })),
});

const ON_DEMAND = { type: 'on-demand' } as const;
const HOURLY = { type: 'indefinitely', interval: 3600 } as const;

test.each([
  {
    what: 'an instant trigger starts immediately',
    before: [],
    scheduling: ON_DEMAND,
    after: ['a:watch'],
    expected: { type: 'immediately' },
  },
  {
    what: 'a trigger that looks for what is new starts every 15 minutes',
    before: [],
    scheduling: ON_DEMAND,
    after: ['a:poll'],
    expected: { type: 'indefinitely', interval: 900 },
  },
  {
    what: 'one in place of an instant trigger too',
    before: ['a:watch'],
    scheduling: { type: 'immediately' },
    after: ['a:poll'],
    expected: { type: 'indefinitely', interval: 900 },
  },
  { what: 'times people chose stay', before: [], scheduling: HOURLY, after: ['a:poll'], expected: HOURLY },
  {
    what: 'without its instant trigger it runs on demand',
    before: ['a:watch'],
    scheduling: { type: 'immediately' },
    after: ['a:do'],
    expected: ON_DEMAND,
  },
  {
    what: 'bundles written into it start nothing',
    before: [],
    scheduling: ON_DEMAND,
    after: ['util:BasicTrigger'],
    expected: ON_DEMAND,
  },
  {
    what: 'what comes behind the trigger changes nothing',
    before: ['a:poll'],
    scheduling: ON_DEMAND,
    after: ['a:poll', 'a:do'],
    expected: ON_DEMAND,
  },
] as const)('$what', ({ before, scheduling, after, expected }) => {
  expect(fittingSchedule({ blueprint: flowOf(...before), scheduling }, flowOf(...after), { find })).toEqual(expected);
});
