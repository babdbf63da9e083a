import type { RequestPreview } from '../../communication/call.ts';
import type { CallServices } from '../../communication/services.ts';
import type { Collection } from '../../core/json.ts';
import type { Field } from '../../forms/field.ts';
import type { Findings } from '../blueprint/findings.ts';
import type { Operation } from '../flow/operation.ts';
import type { OperationRole, Performed, Role } from '../blueprint/step.ts';

/** Headings of the list people choose built-in modules from. */
export type BuiltInGroup =
  'triggers' | 'flow-control' | 'tools' | 'json' | 'http' | 'data-stores' | 'webhooks' | 'error-handling';

/** What a built-in module does to the flow. */
export type BuiltInKind =
  'trigger' | 'action' | 'router' | 'branching' | 'merge' | 'iterator' | 'aggregator' | 'directive';

/**
 * An input of a built-in module. A field named `*` stands for members people name themselves. The value is kept where
 * the list of the field says, unless `in` names another place of the module.
 */
export interface BuiltInField extends Field {
  readonly in?: 'flags' | 'module';
}

/** A module that comes with every scenario. */
export interface BuiltIn {
  /** As blueprints name it, for example `builtin:BasicFeeder`. */
  readonly name: string;
  readonly label: string;
  /** What it does, one sentence. */
  readonly summary: string;
  readonly group: BuiltInGroup;
  readonly kind: BuiltInKind;
  /** Set for an older name of a module: the name it has now. */
  readonly replacedBy?: string;
  /** Inputs without expressions, kept in `parameters`. */
  readonly parameters?: readonly BuiltInField[];
  /** Inputs with expressions, kept in `mapper`. */
  readonly mappable?: readonly BuiltInField[];
  /** What a bundle looks like, as far as that is fixed. */
  readonly interface?: readonly Field[];
  /** How it starts a scenario, when it can. */
  readonly trigger?: 'instant' | 'data';
  /** Whether it may change something outside. */
  readonly isWrite?: boolean;
  role(source: BuiltInSource): Role;
  /** The request it would send, redacted. @throws ConnectorError what building the request raises. */
  preview?(input: Collection, services: CallServices): RequestPreview;
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
