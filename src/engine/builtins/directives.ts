import type { DirectiveName } from '../blueprint/step.ts';
import type { BuiltIn, BuiltInField } from './built-in.ts';

/** The members people name are those of the failed module's output. */
const SUBSTITUTE: BuiltInField = {
  name: '*',
  type: 'any',
  label: 'Output',
  semantic: 'failed-output',
  help: 'What the failed module would have given, by the names of its items.',
};

const RETRY: BuiltInField = {
  name: 'retry',
  type: 'boolean',
  label: 'Retry automatically',
  default: false,
  nested: [
    { name: 'count', type: 'uinteger', label: 'Number of attempts', default: 3, validate: { min: 1 } },
    {
      name: 'interval',
      type: 'uinteger',
      label: 'Interval between attempts',
      default: 15,
      validate: { min: 1 },
      help: 'Minutes.',
    },
  ],
};

/** The ends of error handlers. */
export const DIRECTIVES: readonly BuiltIn[] = [
  directive('resume', 'Resume', 'Replaces the output of the failed module; the bundle goes on.', [SUBSTITUTE]),
  directive('ignore', 'Ignore', 'Drops the bundle; the next one goes on.'),
  directive('break', 'Break', 'Keeps the bundle as an incomplete execution, to be retried from the failed module.', [
    RETRY,
  ]),
  directive('commit', 'Commit', 'Ends the run as a success.'),
  directive('rollback', 'Rollback', 'Ends the run as an error.'),
];

function directive(name: DirectiveName, label: string, summary: string, mappable: BuiltIn['mappable'] = []): BuiltIn {
  return {
    name: `builtin:${label}`,
    label,
    summary,
    group: 'error-handling',
    kind: 'directive',
    mappable,
    role: () => ({ type: 'directive', directive: name }),
  };
}
