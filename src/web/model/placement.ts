import { IF_ELSE, ROUTER, type Blueprint, type Step } from './blueprint.ts';
import { directiveOf } from './directives.ts';
import { kindOfList, MAIN_FLOW, stepsAt, type ListPath } from './step-path.ts';

/** A place between the modules of a list: before the module with this index. */
export interface Place {
  readonly list: ListPath;
  readonly index: number;
}

/** What is known of modules by their name, from the installed apps. */
export interface ModuleKinds {
  /** Whether the module starts a scenario. */
  isTrigger(module: string): boolean;
}

/** Why these modules cannot be put at a place; undefined when they can. */
export function whyNot(
  blueprint: Blueprint,
  place: Place,
  steps: readonly Step[],
  kinds: ModuleKinds,
): string | undefined {
  if (kindOfList(place.list) === 'orphans') return undefined;
  const list = stepsAt(blueprint, place.list);
  const target: Target = {
    before: list.slice(0, place.index),
    behind: list.slice(place.index),
    isStart: place.index === 0 && place.list.length === MAIN_FLOW.length,
    inHandler: place.list.includes('onerror'),
    steps,
    kinds,
  };
  for (const rule of RULES) {
    const reason = rule(target);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Whether what stands behind a module in its list never runs. */
export function endsItsList({ module }: Step): boolean {
  return module === ROUTER || directiveOf(module) !== undefined;
}

/** Whether a module holds flows of its own. */
export function branches({ module }: Step): boolean {
  return module === ROUTER || module === IF_ELSE;
}

interface Target {
  readonly before: readonly Step[];
  readonly behind: readonly Step[];
  /** The place of the trigger. */
  readonly isStart: boolean;
  readonly inHandler: boolean;
  readonly steps: readonly Step[];
  readonly kinds: ModuleKinds;
}

type Rule = (target: Target) => string | undefined;

const RULES: readonly Rule[] = [triggerAtTheStart, triggerStaysFirst, directiveEndsHandler, nothingBehindTheEnd];

function triggerAtTheStart({ behind, isStart, steps, kinds }: Target): string | undefined {
  const trigger = steps.findIndex(({ module }) => kinds.isTrigger(module));
  if (trigger === -1) return undefined;
  const [first] = behind;
  if (isStart && trigger === 0 && (first === undefined || !kinds.isTrigger(first.module))) return undefined;
  return 'A scenario has one trigger, at the start.';
}

function triggerStaysFirst({ behind: [first], isStart, kinds }: Target): string | undefined {
  if (!isStart || first === undefined || !kinds.isTrigger(first.module)) return undefined;
  return 'The trigger stays the first module. Add the module behind it.';
}

function directiveEndsHandler({ behind, inHandler, steps }: Target): string | undefined {
  const index = steps.findIndex(({ module }) => directiveOf(module) !== undefined);
  const directive = directiveOf(steps[index]?.module ?? '');
  if (directive === undefined) return undefined;
  if (!inHandler) return `${directive.label} can only end an error handler.`;
  return index === steps.length - 1 && behind.length === 0
    ? undefined
    : `Nothing runs behind ${directive.label}. Put it at the end of the error handler.`;
}

function nothingBehindTheEnd({ before }: Target): string | undefined {
  const end = before.find(endsItsList);
  if (end === undefined) return undefined;
  const directive = directiveOf(end.module);
  return directive === undefined
    ? 'Nothing runs behind a router. Add the module to one of its routes.'
    : `Nothing runs behind ${directive.label}. Add the module before it.`;
}
