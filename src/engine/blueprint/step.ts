import type { Collection } from '../../core/json.ts';
import type { Evaluation } from '../../iml/evaluation.ts';
import type { CompiledValue } from '../../iml/value.ts';
import type { AppConnection } from '../../manifest/app.ts';
import type { Filter } from '../filter/filter.ts';
import type { Mapping } from './mapping.ts';
import type { Operation } from '../flow/operation.ts';
import type { Run } from '../flow/run-state.ts';

/** One module of a scenario, compiled and linked to the one behind it. */
export interface Step {
  readonly id: number;
  /** As written in the blueprint, for example `sonar:sendMessage`. */
  readonly module: string;
  /** What people called it, or the label of its module. */
  readonly label: string;
  /** JSON pointer into the blueprint. */
  readonly pointer: string;
  /** Whether it may change something outside. */
  readonly isWrite: boolean;
  /** Whether doing it twice does no harm, as the app says. */
  readonly idempotent: boolean;
  readonly connectionId?: string;
  /** The kind of its connection, which knows the secret fields. */
  readonly connection?: AppConnection;
  readonly filter?: Filter;
  readonly mapping: Mapping;
  readonly role: Role;
  /** The first step of its error handler. */
  readonly onError?: Step;
  /** Aggregators that collect what comes of one operation of this step, in document order. */
  readonly aggregators: readonly Step[];
  /** The step behind it; the end of a branch leads to the merge behind the branches. */
  readonly next?: Step;
}

/** How a step takes part in the flow of bundles. */
export type Role = OperationRole | RouterRole | ChoiceRole | MergeRole | AggregatorRole | DirectiveRole | DisabledRole;

/** Steps that steer bundles instead of working on them. */
export type ControlRole = Exclude<Role, OperationRole>;

/** Turns one bundle into any number of bundles. */
export interface OperationRole {
  readonly type: 'operation';
  /** Whether a result is remembered and reused when the run is repeated; false when it follows from its input. */
  readonly journaled: boolean;
  /** Whether it answers whoever called the webhook that started the run. */
  readonly answers?: true;
  /** @throws ConnectorError whatever the operation raises. */
  perform(operation: Operation): Performed | Promise<Performed>;
  /** Restores what a remembered operation did to the run, for example a variable it set. */
  restore?(bundles: readonly Collection[], step: Step, run: Run): void;
}

/** What an operation gave. */
export interface Performed {
  readonly bundles: readonly Collection[];
  readonly warnings?: readonly string[];
  /** Whether it changed something here; what was changed elsewhere is seen by its requests. */
  readonly wrote?: true;
}

/** Hands each bundle to every route whose filter lets it pass, one route after the other. */
export interface RouterRole {
  readonly type: 'router';
  readonly routes: readonly (Step | undefined)[];
  /** Index of the route for bundles no other route takes. */
  readonly fallback?: number;
}

/** Hands each bundle to the first branch whose condition holds. */
export interface ChoiceRole {
  readonly type: 'choice';
  readonly branches: readonly Branch[];
}

/** One branch of a choice. */
export interface Branch {
  /** Absent for a branch that takes whatever is left. */
  readonly condition?: Filter;
  readonly first?: Step;
  /** Where the bundle goes on when the branch is over. */
  readonly merge?: Step;
}

/** Joins the branches of a choice: the outputs are mapped differently for each. */
export interface MergeRole {
  readonly type: 'merge';
  readonly filters: readonly (Filter | undefined)[];
  readonly outputs: readonly { readonly name: string; readonly mappings: readonly CompiledValue[] }[];
}

/** Collects bundles during one operation of its feeder and then gives one for each group of them. */
export interface AggregatorRole {
  readonly type: 'aggregator';
  readonly feeder: number;
  collect(evaluation: Evaluation): Collected;
  /** Never throws: what cannot be used is found while collecting. */
  emit(collected: readonly Collected[]): readonly Collection[];
}

/** One collected bundle: the mapped value and the value it is grouped by. */
export interface Collected {
  readonly value: Collection;
  readonly group: unknown;
}

/** How an error handler ends. */
export type DirectiveName = 'resume' | 'ignore' | 'break' | 'commit' | 'rollback';

/** Ends an error handler. */
export interface DirectiveRole {
  readonly type: 'directive';
  readonly directive: DirectiveName;
}

/** Hands bundles on unchanged: a person switched the module off. */
export interface DisabledRole {
  readonly type: 'disabled';
}
