import { ConnectorError } from '../../core/errors.ts';
import { collectionOf, isCollection, ownValue, type Collection } from '../../core/json.ts';
import { listOf, textOf } from '../../iml/coerce.ts';
import { derived, remembered, type BuiltIn, type BuiltInSource } from './built-in.ts';

/** Modules of scenarios that are run with inputs and give something back. */
export const SCENARIO_INPUTS: readonly BuiltIn[] = [
  {
    name: 'scenario-service:StartSubscenario',
    label: 'Start with inputs',
    summary: 'Starts the scenario with the inputs of whoever runs it, or with their defaults.',
    group: 'triggers',
    kind: 'trigger',
    trigger: 'data',
    role: (source) => remembered(() => [usualInputs(source)]),
  },
  {
    name: 'scenario-service:ReturnData',
    label: 'Return outputs',
    summary: 'Gives back what the scenario was run for.',
    group: 'tools',
    kind: 'action',
    mappable: [{ name: '*', type: 'any', label: 'Outputs', help: 'What is given back, by name.' }],
    role: () => derived((input) => [input]),
  },
];

/** The inputs as they are without anybody who gives some; a blueprint lists them where Make keeps them. */
function usualInputs({ raw }: BuiltInSource): Collection {
  const inputs = listOf(ownValue(ownValue(raw, 'metadata'), 'interface')).filter(isCollection);
  const missing = inputs.filter((input) => ownValue(input, 'required') === true && usual(input) === undefined);
  if (missing.length === 0) {
    return collectionOf(inputs.map((input) => [textOf(ownValue(input, 'name')), usual(input)]));
  }
  const names = missing.map((input) => `"${textOf(ownValue(input, 'name'))}"`).join(', ');
  throw new ConnectorError('BundleValidationError', `The scenario is run without its inputs: ${names} is mandatory.`, {
    fix: 'Run it with a bundle of its inputs.',
  });
}

function usual(input: Collection): unknown {
  return ownValue(input, 'default') ?? undefined;
}
