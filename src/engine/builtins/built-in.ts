import type { Collection } from '../../core/json.ts';
import type { Findings } from '../blueprint/findings.ts';
import type { Operation } from '../flow/operation.ts';
import type { OperationRole, Performed, Role } from '../blueprint/step.ts';

/** A module that comes with every scenario. */
export interface BuiltIn {
  /** As blueprints name it, for example `builtin:BasicFeeder`. */
  readonly name: string;
  readonly label: string;
  /** What it does, one sentence. */
  readonly summary: string;
  /** How it starts a scenario, when it can. */
  readonly trigger?: 'instant' | 'data';
  /** Whether it may change something outside. */
  readonly isWrite?: boolean;
  role(source: BuiltInSource): Role;
}

/** A built-in module as it stands in a blueprint. */
export interface BuiltInSource {
  readonly raw: Collection;
  readonly parameters: Collection;
  readonly mapper: unknown;
  readonly flags: Collection;
  readonly pointer: string;
  readonly findings: Findings;
}

/** What a plain built-in does with its evaluated inputs. */
export type Perform = (input: Collection, operation: Operation) => Collection[] | Performed | Promise<Performed>;

/** The role of a module whose result is remembered: it depends on the time, on chance or on what ran before. */
export function remembered(perform: Perform, restore?: OperationRole['restore']): OperationRole {
  return { type: 'operation', journaled: true, perform: adapt(perform), ...(restore !== undefined && { restore }) };
}

/** The role of a module whose result follows from its inputs, so that it is simply made again. */
export function derived(perform: Perform): OperationRole {
  return { type: 'operation', journaled: false, perform: adapt(perform) };
}

function adapt(perform: Perform): OperationRole['perform'] {
  return (operation) => {
    const result = perform(operation.input, operation);
    return Array.isArray(result) ? { bundles: result } : result;
  };
}
