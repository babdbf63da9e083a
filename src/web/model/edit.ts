import type { Blueprint } from './blueprint.ts';
import type { StepPath } from './step-path.ts';

/** An edit that was done, with the module to go to, or the reason why it cannot be. */
export type Edit =
  | { readonly ok: true; readonly blueprint: Blueprint; readonly path: StepPath }
  | { readonly ok: false; readonly reason: string };

/** An edit that was done; `path` is where the focus goes. */
export function done(blueprint: Blueprint, path: StepPath): Edit {
  return { ok: true, blueprint, path };
}

/** An edit that cannot be done; `reason` is a sentence for people. */
export function refused(reason: string): Edit {
  return { ok: false, reason };
}
