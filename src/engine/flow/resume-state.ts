import { ConnectorError } from '../../core/errors.ts';
import { collectionOf, isCollection, ownValue, type Collection, type Json } from '../../core/json.ts';
import type { Run } from './run-state.ts';
import type { Scope } from './scope.ts';
import { decodeValue, encodeBundles, encodeValue } from './snapshot.ts';
import type { Step } from '../blueprint/step.ts';

/** A pass of a loop: the bundle on its way behind a step. */
export interface Pass {
  readonly step: Step;
  readonly scope: Scope;
}

/**
 * Everything needed to go on as plain JSON: bundles of the trigger, outputs of completed operations by key, values of
 * variables. With a pass only that bundle goes on, behind its step; without one the run goes on from its start.
 */
export function encodeState(run: Run, pass?: Pass): Json {
  const within = pass === undefined ? () => true : (key: string) => isWithin(key, pass.scope.path);
  const completed = [...run.completed].filter(([key]) => within(key));
  return {
    version: 1,
    trigger: triggerOf(run, pass),
    after: pass === undefined ? null : encodePass(pass, run),
    variables: encodeValue(collectionOf(run.variables)),
    completed: encodeByKey(completed),
    held: pass === undefined ? [...run.held] : [],
    substitutes: encodeByKey([...run.substitutes].filter(([key]) => within(key))),
  };
}

/** The state with the bundles a person gives for the operation it stopped at: that one is not called again. */
export function withSubstitute(state: Json, key: string, bundles: readonly Collection[]): Json {
  const kept = isCollection(state) ? state : {};
  const others = isCollection(kept['substitutes']) ? kept['substitutes'] : {};
  return { ...kept, substitutes: collectionOf([...Object.entries(others), [key, encodeBundles(bundles)]]) } as Json;
}

/** A state read back. */
export interface ResumeState {
  readonly trigger: readonly Collection[] | null;
  readonly after?: DecodedPass;
}

/** The pass to go on with. */
export interface DecodedPass {
  readonly step: number;
  readonly path: string;
  readonly bundles: Collection;
  readonly branches: ReadonlyMap<number, number>;
}

/**
 * Puts what a state remembers back into a run and tells where to go on.
 * @throws ConnectorError `DataError` when it is no state of this format.
 */
export function restoreState(state: Json, run: Run): ResumeState {
  if (!isCollection(state) || state['version'] !== 1) {
    throw new ConnectorError('DataError', 'What was kept of the earlier run cannot be read.', {
      fix: 'Replay the whole run with its original trigger bundle instead.',
    });
  }
  for (const [name, value] of entriesOf(decodeValue(state['variables']))) run.variables.set(name, value);
  for (const [key, bundles] of entriesOf(state['completed'])) run.completed.set(key, decodeBundles(bundles));
  for (const [key, bundles] of entriesOf(state['substitutes'])) run.substitutes.set(key, decodeBundles(bundles));
  for (const name of Array.isArray(state['held']) ? (state['held'] as unknown[]) : []) run.held.add(String(name));
  const trigger = state['trigger'] === null ? null : decodeBundles(state['trigger']);
  const after = decodePass(state['after'], { trigger, firstId: run.scenario.first?.id });
  return { trigger, ...(after !== undefined && { after }) };
}

function triggerOf(run: Run, pass: Pass | undefined): Json {
  if (run.triggerBundles === null) return null;
  if (pass === undefined) return encodeBundles(run.triggerBundles);
  const own = run.scenario.first === undefined ? undefined : pass.scope.variables[run.scenario.first.id];
  return own === undefined ? encodeBundles(run.triggerBundles) : [encodeValue(own)];
}

/** The bundle of the trigger is kept once, as the trigger. */
function encodePass({ step, scope }: Pass, run: Run): Json {
  const first = String(run.scenario.first?.id);
  const bundles = Object.entries(scope.variables).filter(([name]) => /^\d+$/.test(name) && name !== first);
  return {
    step: step.id,
    path: scope.path,
    bundles: encodeValue(collectionOf(bundles)),
    hasTrigger: Object.hasOwn(scope.variables, first),
    branches: [...(scope.branches ?? [])],
  };
}

function decodePass(
  raw: unknown,
  { trigger, firstId }: { readonly trigger: ResumeState['trigger']; readonly firstId: number | undefined },
): DecodedPass | undefined {
  if (!isCollection(raw)) return undefined;
  const decoded = decodeValue(raw['bundles']);
  const bundles = isCollection(decoded) ? decoded : {};
  const first = raw['hasTrigger'] === true && firstId !== undefined ? { [firstId]: trigger?.[0] ?? {} } : {};
  return {
    step: Number(raw['step']),
    path: String(raw['path']),
    bundles: { ...first, ...bundles },
    branches: new Map(Array.isArray(raw['branches']) ? (raw['branches'] as [number, number][]) : []),
  };
}

function encodeByKey(bundlesByKey: readonly (readonly [string, readonly Collection[]])[]): Json {
  return collectionOf(bundlesByKey.map(([key, bundles]) => [key, encodeBundles(bundles)])) as Json;
}

function isWithin(key: string, path: string): boolean {
  const own = key.slice(key.indexOf(':') + 1);
  return own === path || own.startsWith(`${path}.`);
}

function decodeBundles(raw: unknown): readonly Collection[] {
  return Array.isArray(raw) ? raw.map(decodeValue).filter(isCollection) : [];
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isCollection(value) ? Object.keys(value).map((key) => [key, ownValue(value, key)] as const) : [];
}
