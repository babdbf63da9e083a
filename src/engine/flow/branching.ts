import { collectionOf, type Collection } from '../../core/json.ts';
import { ConnectorError } from '../../core/errors.ts';
import { fail } from './failure.ts';
import type { Flow } from './flow.ts';
import type { Halt } from './halt.ts';
import { logControl } from './operation-log.ts';
import { evaluationOf, keyOf } from './run-state.ts';
import type { Scope } from './scope.ts';
import type { ChoiceRole, MergeRole, RouterRole, Step } from '../blueprint/step.ts';

/** A place of the flow: what is known there, and the flow itself. */
export interface Place {
  readonly scope: Scope;
  readonly flow: Flow;
}

/** Runs every route that lets the bundle in, in order; the fallback last, when no other did. */
export async function route(role: RouterRole, scope: Scope, flow: Flow): Promise<Halt | undefined> {
  let matched = false;
  for (const [index, first] of role.routes.entries()) {
    if (index === role.fallback || first === undefined) continue;
    const admission = admissionOf(first, scope, flow);
    if (admission === false) continue;
    matched = true;
    const halt = await (admission === true ? flow.enter(first, scope) : failFilter(first, admission, { scope, flow }));
    if (halt !== undefined) return halt;
  }
  const fallback = role.fallback === undefined ? undefined : role.routes[role.fallback];
  return matched || fallback === undefined ? undefined : flow.walk(fallback, scope);
}

/** Runs the first branch whose condition holds. */
export async function choose(role: ChoiceRole, scope: Scope, flow: Flow): Promise<Halt | undefined> {
  const evaluation = evaluationOf(flow.run, scope.variables);
  const index = role.branches.findIndex(({ condition }) => condition === undefined || condition.passes(evaluation));
  const branch = role.branches[index];
  if (branch === undefined) return undefined;
  const inner =
    branch.merge === undefined
      ? scope
      : { ...scope, branches: new Map([...(scope.branches ?? []), [branch.merge.id, index] as const]) };
  return flow.walk(branch.first ?? branch.merge, inner);
}

/** Maps the outputs of the branch the bundle came through; without outputs the bundle itself goes on. */
export async function merge(step: Step, role: MergeRole, { scope, flow }: Place): Promise<Halt | undefined> {
  const given = flow.run.substitutes.get(keyOf(step, scope.path));
  if (given !== undefined) return handOn(step, given, { scope, flow });
  const branch = scope.branches?.get(step.id) ?? 0;
  const evaluation = evaluationOf(flow.run, scope.variables);
  if (role.filters[branch]?.passes(evaluation) === false) return undefined;
  const bundle: Collection =
    role.outputs.length === 0
      ? scope.latest
      : collectionOf(role.outputs.map(({ name, mappings }) => [name, mappings[branch]?.evaluate(evaluation)]));
  return handOn(step, [bundle], { scope, flow });
}

function handOn(step: Step, outputs: readonly Collection[], { scope, flow }: Place): Promise<Halt | undefined> {
  logControl({ step, key: keyOf(step, scope.path), outputs }, flow.run);
  return flow.feed(step, outputs, scope);
}

/** Whether a route lets the bundle in, or the error of its filter. */
function admissionOf(first: Step, scope: Scope, flow: Flow): boolean | ConnectorError {
  try {
    return flow.admits(first, scope);
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    throw error;
  }
}

function failFilter(step: Step, error: ConnectorError, { scope, flow }: Place): Promise<Halt | undefined> {
  return fail({ error, step, key: keyOf(step, scope.path) }, scope, flow);
}
