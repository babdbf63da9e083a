import { ownValue, type Collection } from '../../core/json.ts';
import { looseNumber } from '../../iml/coerce.ts';
import type { Run } from '../flow/run-state.ts';
import type { Step } from '../blueprint/step.ts';
import { remembered, type BuiltIn } from './built-in.ts';

/** Modules that count. */
export const COUNTERS: readonly BuiltIn[] = [
  {
    name: 'util:FunctionIncrement',
    label: 'Increment function',
    summary: 'Gives a number that grows by one with every bundle, within the run or for ever.',
    group: 'tools',
    kind: 'action',
    parameters: [
      {
        name: 'reset',
        type: 'select',
        label: 'Reset a value',
        default: 'execution',
        options: [
          { label: 'After one run', value: 'execution' },
          { label: 'Never', value: 'scenario' },
        ],
      },
    ],
    interface: [{ name: 'i', type: 'uinteger', label: 'i' }],
    role: ({ parameters }) => {
      const outlives = parameters['reset'] === 'scenario';
      return remembered(
        (_, { step, run }) => [{ i: set(step, (run.counters.get(String(step.id)) ?? 0) + 1, { run, outlives }) }],
        ([bundle]: readonly Collection[], step, run) => {
          set(step, looseNumber(ownValue(bundle, 'i')) ?? 0, { run, outlives });
        },
      );
    },
  },
];

function set(step: Step, count: number, { run, outlives }: { readonly run: Run; readonly outlives: boolean }): number {
  run.counters.set(String(step.id), count);
  if (outlives) run.keptCounters.add(String(step.id));
  return count;
}
