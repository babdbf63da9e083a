import type { Blueprint, Step } from './blueprint.ts';
import { directiveOf, type Directive } from './directives.ts';
import { done, refused, type Edit } from './edit.ts';
import { newStep } from './place-step.ts';
import { stepAt, type StepPath } from './step-path.ts';
import { changeAt, isValues, withKey } from './values.ts';

/** The modules that run when a module fails; none without an error handler. */
export function handlerOf(step: Step): readonly Step[] {
  return Array.isArray(step.onerror) ? (step.onerror as readonly Step[]) : [];
}

/** The directive an error handler ends with, or undefined. */
export function endOfHandler(step: Step): Directive | undefined {
  return directiveOf(handlerOf(step).at(-1)?.module ?? '');
}

/** Gives a module an error handler that ends with a directive; the focus goes to the directive. */
export function addErrorHandler(blueprint: Blueprint, path: StepPath, directive: Directive): Edit {
  const step = stepAt(blueprint, path);
  if (step === undefined) return refused('The module is not there any more.');
  if (directiveOf(step.module) !== undefined) return refused('The end of an error handler needs no error handler.');
  if (handlerOf(step).length > 0) return refused('The module has an error handler already.');
  return putEnd(blueprint, path, [], directive);
}

/** Ends an error handler with another directive; the modules before it stay, and the filter at its start. */
export function setDirective(blueprint: Blueprint, path: StepPath, directive: Directive): Edit {
  const step = stepAt(blueprint, path);
  if (step === undefined) return refused('The module is not there any more.');
  const kept = handlerOf(step).filter(({ module }) => directiveOf(module) === undefined);
  return putEnd(blueprint, path, kept, directive);
}

/** Takes the error handler of a module away, with all modules in it. */
export function removeErrorHandler(blueprint: Blueprint, path: StepPath): Edit {
  const step = stepAt(blueprint, path);
  if (step === undefined) return refused('The module is not there any more.');
  return done(
    changeAt(blueprint, path, () => withKey(step, 'onerror', undefined)),
    path,
  );
}

function putEnd(blueprint: Blueprint, path: StepPath, before: readonly Step[], directive: Directive): Edit {
  const { module, mapper } = directive;
  const step = stepAt(blueprint, path);
  const old = step && handlerOf(step).find((inner) => directiveOf(inner.module) !== undefined);
  const handler = [...before, withKey(newStep(blueprint, { module, mapper }), 'filter', old?.filter ?? undefined)];
  const changed = changeAt(blueprint, [...path, 'onerror'], () => handler);
  return done(module === 'builtin:Break' ? keepingIncompletes(changed) : changed, [
    ...path,
    'onerror',
    handler.length - 1,
  ]);
}

/** Break keeps bundles only where the scenario allows incomplete executions. */
function keepingIncompletes(blueprint: Blueprint): Blueprint {
  return changeAt(blueprint, ['metadata', 'scenario'], (settings) =>
    withKey(isValues(settings) ? settings : {}, 'dlq', true),
  );
}
