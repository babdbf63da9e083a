import type { KeptValue } from '../../store/store.ts';
import type { RunOutcome } from '../flow/outcome.ts';
import type { PollTurn } from './polls.ts';
import type { RunTask } from './runner.ts';

/** Whether a run asks a polling trigger for what is new. */
export function isPolled({ program, input, resume, pins }: RunTask): boolean {
  const { step, module } = program.compiled.trigger;
  if (module?.call?.polls === undefined || input !== undefined || resume !== undefined) return false;
  return step !== undefined && pins?.has(step.id) !== true;
}

/**
 * The task with the next look of its trigger. A run with pinned modules only tries things out: it finds what is new, and
 * the next run finds the same.
 */
export function withTurn(task: RunTask, turn: PollTurn): RunTask {
  const { polling, journal } = turn;
  if (task.pins !== undefined) return { ...task, turn: { polling } };
  return { ...task, journal, trigger: { ...task.trigger, scope: journal.scope }, turn };
}

/** Where the trigger stands after a run, to be kept with its end; nothing when the next run looks at the same again. */
export function movedBy(task: RunTask, outcome: RunOutcome): readonly KeptValue[] {
  const { polled } = outcome;
  if (looksAgain(task, outcome) || polled === undefined) return [];
  return task.turn?.next === undefined ? [] : [task.turn.next(polled)];
}

/** Whether the next run takes over what this one found and did. */
export function looksAgain({ turn }: RunTask, { status }: RunOutcome): boolean {
  return turn?.next !== undefined && status !== 'success' && status !== 'warning';
}
