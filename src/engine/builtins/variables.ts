import { collectionOf, isCollection, ownValue, type Collection } from '../../core/json.ts';
import { listOf, textOf } from '../../iml/coerce.ts';
import type { Run } from '../flow/run-state.ts';
import { remembered, type BuiltIn, type BuiltInField } from './built-in.ts';

const VARIABLE_NAME: BuiltInField = { name: 'name', type: 'text', label: 'Variable name', required: true };
const VARIABLE: readonly BuiltInField[] = [VARIABLE_NAME, { name: 'value', type: 'any', label: 'Variable value' }];

/** Modules that keep values for later in the run. */
export const VARIABLE_MODULES: readonly BuiltIn[] = [
  ...['util:SetVariable2', 'util:SetVariable'].map((name) => ({
    name,
    label: 'Set variable',
    summary: 'Keeps a value under a name for the rest of the run.',
    group: 'tools' as const,
    kind: 'action' as const,
    ...(name === 'util:SetVariable' && { replacedBy: 'util:SetVariable2' }),
    mappable: VARIABLE,
    role: () => remembered((input, { run }) => keep([input], run), restore),
  })),
  {
    name: 'util:SetVariables',
    label: 'Set multiple variables',
    summary: 'Keeps several values for the rest of the run.',
    group: 'tools',
    kind: 'action',
    mappable: [variablesField(VARIABLE)],
    role: () => remembered((input, { run }) => keep(listOf(ownValue(input, 'variables')), run), restore),
  },
  ...['util:GetVariable2', 'util:GetVariable'].map((name) => ({
    name,
    label: 'Get variable',
    summary: 'Gives a value that was kept earlier in the run.',
    group: 'tools' as const,
    kind: 'action' as const,
    ...(name === 'util:GetVariable' && { replacedBy: 'util:GetVariable2' }),
    mappable: [VARIABLE_NAME],
    role: () => remembered((input, { run }) => [read([ownValue(input, 'name')], run)]),
  })),
  {
    name: 'util:GetVariables',
    label: 'Get multiple variables',
    summary: 'Gives several values that were kept earlier in the run.',
    group: 'tools',
    kind: 'action',
    mappable: [variablesField([VARIABLE_NAME])],
    role: () => remembered((input, { run }) => [read(listOf(ownValue(input, 'variables')), run)]),
  },
];

function variablesField(spec: readonly BuiltInField[]): BuiltInField {
  return {
    name: 'variables',
    type: 'array',
    label: 'Variables',
    required: true,
    labels: { add: 'Add a variable', item: 'Variable' },
    spec,
  };
}

function keep(variables: readonly unknown[], run: Run): Collection[] {
  const bundle = collectionOf(
    variables.filter(isCollection).map((variable) => [textOf(ownValue(variable, 'name')), ownValue(variable, 'value')]),
  );
  restore([bundle], undefined, run);
  return [bundle];
}

function restore(bundles: readonly Collection[], _step: unknown, run: Run): void {
  for (const [name, value] of bundles.flatMap((bundle) => Object.entries(bundle))) run.variables.set(name, value);
}

/** Names may stand alone or in collections with a `name`. */
function read(names: readonly unknown[], run: Run): Collection {
  const texts = names.map((entry) => textOf(isCollection(entry) ? ownValue(entry, 'name') : entry));
  return collectionOf(texts.map((name) => [name, run.variables.get(name)]));
}
