import type { Blueprint, Step } from './blueprint.ts';
import { eachStep } from './references.ts';
import { allSteps } from './step-path.ts';
import { connectionOf, setConnection } from './step-settings.ts';
import { own } from './values.ts';

/** A connection a blueprint speaks of, by the id it had where it was exported. */
export interface NeededConnection {
  readonly id: string;
  /** Name of the app of the modules that use it. */
  readonly app: string;
  /** What it was called there, or the app. */
  readonly label: string;
}

/** Every connection a blueprint speaks of (`__IMTCONN__`), each once, in the order of the flow. */
export function connectionsNeeded(blueprint: Blueprint): readonly NeededConnection[] {
  const found = new Map<string, NeededConnection>();
  for (const step of eachStep(blueprint.flow)) {
    const id = own(step.parameters, '__IMTCONN__');
    if (typeof id === 'string' || typeof id === 'number') remember(found, String(id), step);
  }
  return [...found.values()];
}

function remember(found: Map<string, NeededConnection>, id: string, step: Step): void {
  if (found.has(id)) return;
  const module = own(step, 'module');
  const [app = ''] = typeof module === 'string' ? module.split(':') : [];
  const label = own(own(own(own(step.metadata, 'restore'), 'parameters'), '__IMTCONN__'), 'label');
  found.set(id, { id, app, label: typeof label === 'string' && label !== '' ? label : app });
}

/** The blueprint with other connections in the place of its own; those not among `chosen` stay. */
export function withConnections(blueprint: Blueprint, chosen: Readonly<Record<string, string>>): Blueprint {
  return allSteps(blueprint).reduce((changed, { step, path }) => {
    const here = chosen[connectionOf(step) ?? ''];
    return here === undefined ? changed : setConnection(changed, path, here);
  }, blueprint);
}
