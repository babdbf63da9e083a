import type { DirectiveName } from '../blueprint/step.ts';
import type { BuiltIn } from './built-in.ts';

/** The ends of error handlers. */
export const DIRECTIVES: readonly BuiltIn[] = [
  directive('resume', 'Resume', 'Replaces the output of the failed module; the bundle goes on.'),
  directive('ignore', 'Ignore', 'Drops the bundle; the next one goes on.'),
  directive('break', 'Break', 'Keeps the bundle as an incomplete execution, to be retried from the failed module.'),
  directive('commit', 'Commit', 'Ends the run as a success.'),
  directive('rollback', 'Rollback', 'Ends the run as an error.'),
];

function directive(name: DirectiveName, label: string, summary: string): BuiltIn {
  return { name: `builtin:${label}`, label, summary, role: () => ({ type: 'directive', directive: name }) };
}
