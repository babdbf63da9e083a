import type { Collection } from '../../core/json.ts';
import { compileFilter } from '../filter/filter.ts';
import type { Compiler, StepSource } from './compile-flow.ts';
import type { Mapping } from './mapping.ts';
import { innerFlows } from './scan-modules.ts';
import type { Step } from './step.ts';

/** Whether a module, a route or a branch of a blueprint is switched off. */
export function isDisabled(raw: Collection): boolean {
  return raw['disabled'] === true;
}

/**
 * A module that is switched off: the filter before it still holds, and bundles go on unchanged behind it. Behind a
 * router there is nothing, and the merge of an if-else is left out with it. Its inputs, its connection and what stands
 * inside it are not looked at, so that a module that is not ready can stay in the scenario.
 */
export function disabledStep(
  { id, raw, pointer, next, upstream, isOff = false }: StepSource,
  { module, label }: Pick<Step, 'module' | 'label'>,
  compiler: Compiler,
): Step {
  for (const { flow, at } of innerFlows(raw, pointer).toReversed()) {
    compiler.compileFlow({ raw: flow, pointer: at, upstream, isOff: true });
  }
  const filter = isOff ? undefined : compileFilter(raw['filter'], `${pointer}/filter`, compiler.findings);
  const follower = FOLLOWERS.get(module);
  const behind = follower === undefined ? next : follower(next);
  const step: Step = {
    id,
    module,
    label,
    pointer,
    isWrite: false,
    idempotent: false,
    ...(filter !== undefined && { filter }),
    mapping: NO_INPUTS,
    role: { type: 'disabled' },
    aggregators: [],
    ...(behind !== undefined && { next: behind }),
  };
  compiler.steps.push(step);
  return step;
}

/** Where bundles go on behind a module with flows inside it. */
const FOLLOWERS: ReadonlyMap<string, (next: Step | undefined) => Step | undefined> = new Map([
  ['builtin:BasicRouter', () => undefined],
  ['builtin:BasicIfElse', (next: Step | undefined) => (next?.role.type === 'merge' ? next.next : next)],
]);

const NO_INPUTS: Mapping = { evaluate: () => ({}), inspect: () => [] };
