import type { Step } from './blueprint.ts';
import type { ItemField } from './items.ts';
import { textOf } from './text-of.ts';
import { isValues, own, type Values } from './values.ts';

/** What a module of the engine puts out, where its own settings say so; nothing for all others. */
export function outputFieldsOf(step: Step): readonly ItemField[] {
  return OUTPUTS.get(step.module)?.(step) ?? [];
}

const OUTPUTS: ReadonlyMap<string, (step: Step) => readonly ItemField[]> = new Map([
  ['util:SetVariable2', (step: Step) => named([own(step.mapper, 'name')])],
  ['util:GetVariable2', (step: Step) => named([own(step.mapper, 'name')])],
  ['util:SetVariables', (step: Step) => named(list(own(step.mapper, 'variables')).map((entry) => entry['name']))],
  ['util:BasicTrigger', (step: Step) => named(trigger(step))],
  [
    'scenario-service:StartSubscenario',
    (step: Step) => named(list(own(own(step, 'metadata'), 'interface')).map((entry) => entry['name'])),
  ],
  ['scenario-service:ReturnData', (step: Step) => named(isValues(step.mapper) ? Object.keys(step.mapper) : [])],
  ['builtin:BasicMerge', (step: Step) => named(list(own(step, 'outputs')).map((entry) => entry['name']))],
  [
    'builtin:BasicAggregator',
    (step: Step) => [
      {
        name: 'array',
        label: 'Array',
        type: 'array',
        spec: named(isValues(step.mapper) ? Object.keys(step.mapper) : []),
      },
    ],
  ],
]);

function trigger(step: Step): readonly unknown[] {
  const [first] = list(own(step.parameters, 'values'));
  return list(first?.['spec']).map((entry) => entry['name']);
}

function list(value: unknown): readonly Values[] {
  return Array.isArray(value) ? value.filter(isValues) : [];
}

function named(names: readonly unknown[]): readonly ItemField[] {
  return names.map(textOf).flatMap((name) => (name === '' ? [] : [{ name }]));
}
