import type { Collection } from '../../core/json.ts';
import type { Collected, Step } from '../blueprint/step.ts';

/** What is known at one place of the flow, for one bundle. Scopes are never changed, only extended. */
export interface Scope {
  /** Root variables: module ids with their latest bundle on the path, and those of the scenario. */
  readonly variables: Readonly<Collection>;
  /** The bundle that is on its way. */
  readonly latest: Collection;
  /** Bundle numbers that led here, for example `1.2`. */
  readonly path: string;
  /** What the aggregators around this place have collected, by module id. */
  readonly collectors?: ReadonlyMap<number, Collected[]>;
  /** The branch a bundle came through, by the id of the merge. */
  readonly branches?: ReadonlyMap<number, number>;
  /** Set inside an error handler; `ended` once a bundle has reached its end. */
  readonly handler?: { ended: boolean };
}

/** The scope behind a step, for the `number`th bundle it gave (from 1). */
export function extendScope(scope: Scope, step: Step, bundle: Collection, number: number): Scope {
  return {
    ...scope,
    variables: { ...scope.variables, [step.id]: bundle },
    latest: bundle,
    path: scope.path === '' ? String(number) : `${scope.path}.${number}`,
  };
}
