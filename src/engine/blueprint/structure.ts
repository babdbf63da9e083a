import { isCollection, type Collection } from '../../core/json.ts';
import type { Compiler, StepSource } from './compile-flow.ts';
import { compileFilter } from '../filter/filter.ts';
import { isDisabled } from './disabled-step.ts';
import type { Branch, ChoiceRole, Role, RouterRole, Step } from './step.ts';

/** The role of a module that has flows inside it; undefined for any other. */
export function structureOf(source: StepSource, module: string, compiler: Compiler): Role | undefined {
  return STRUCTURES.get(module)?.(source, compiler);
}

const STRUCTURES: ReadonlyMap<string, (source: StepSource, compiler: Compiler) => Role> = new Map<
  string,
  (source: StepSource, compiler: Compiler) => Role
>([
  ['builtin:BasicRouter', routerOf],
  ['builtin:BasicIfElse', choiceOf],
]);

/** Compiled from the last route to the first, as everything is. */
function routerOf(source: StepSource, compiler: Compiler): RouterRole {
  const routes = flowsOf(source.raw['routes'], `${source.pointer}/routes`)
    .toReversed()
    .map((route) => routeOf(route, source, compiler))
    .toReversed();
  const parameters = source.raw['parameters'];
  const fallback = isCollection(parameters) ? parameters['else'] : undefined;
  const index = fallback === undefined || fallback === null || fallback === '' ? Number.NaN : Number(fallback);
  return { type: 'router', routes, ...(index >= 0 && index < routes.length && { fallback: index }) };
}

/** Nothing goes into a route that is switched off. */
function routeOf({ raw, flow, pointer }: InnerFlow, { upstream }: StepSource, compiler: Compiler): Step | undefined {
  const isOff = isDisabled(raw);
  const first = compiler.compileFlow({ raw: flow, pointer, upstream, isOff });
  return isOff ? undefined : first;
}

function choiceOf(source: StepSource, compiler: Compiler): ChoiceRole {
  const branches = flowsOf(source.raw['branches'], `${source.pointer}/branches`)
    .toReversed()
    .map((branch) => branchOf(branch, source, compiler))
    .toReversed();
  return { type: 'choice', branches };
}

function branchOf({ raw, flow, pointer, at }: InnerFlow, { upstream, next }: StepSource, compiler: Compiler): Branch {
  const merges = raw['merge'] === true || raw['merge'] === 'true';
  const behind = merges ? next : undefined;
  const isOff = isDisabled(raw);
  const first = compiler.compileFlow({ raw: flow, pointer, upstream, next: behind, isOff });
  if (isOff) return { condition: NEVER };
  const isElse = raw['type'] === 'else';
  const written = compileFilter({ conditions: raw['conditions'] }, at, compiler.findings);
  const condition = isElse ? undefined : written;
  return {
    ...(condition !== undefined && { condition }),
    ...(first !== undefined && { first }),
    ...mergeOf(behind),
  };
}

const NEVER = { name: 'disabled', passes: () => false };

function mergeOf(behind: Step | undefined): Pick<Branch, 'merge'> {
  return behind?.role.type === 'merge' ? { merge: behind } : {};
}

interface InnerFlow {
  readonly raw: Collection;
  readonly flow: unknown;
  /** Of the flow, and of the entry that holds it. */
  readonly pointer: string;
  readonly at: string;
}

function flowsOf(list: unknown, pointer: string): readonly InnerFlow[] {
  if (!Array.isArray(list)) return [];
  return list.map((entry: unknown, index) => {
    const raw = isCollection(entry) ? entry : {};
    const at = `${pointer}/${index}`;
    return { raw, flow: raw['flow'], pointer: `${at}/flow`, at };
  });
}
