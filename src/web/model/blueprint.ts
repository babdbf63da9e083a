import { isValues, own, type Values } from './values.ts';

/** One comparison of a filter; `b` is absent for operators with one operand. */
export interface Condition {
  readonly a?: unknown;
  readonly o?: string;
  readonly b?: unknown;
  readonly [key: string]: unknown;
}

/** A condition for bundles: the outer list is OR, the inner one AND. */
export interface StepFilter {
  readonly name?: string;
  readonly conditions?: readonly (readonly Condition[])[];
  readonly [key: string]: unknown;
}

/** A flow of its own behind a router. */
export interface Route {
  readonly flow?: readonly Step[];
  readonly [key: string]: unknown;
}

/** A flow of its own behind an if-else. */
export interface Branch extends Route {
  readonly type?: string;
  readonly label?: string;
  readonly conditions?: readonly (readonly Condition[])[];
  readonly merge?: boolean;
  readonly disabled?: boolean;
}

/** One module of a scenario. Keys that mean nothing here are kept as they are. */
export interface Step {
  readonly id: number;
  /** `app:module`, for example `sonar:sendMessage`. */
  readonly module: string;
  readonly version?: number;
  readonly parameters?: Values;
  readonly mapper?: Values | string | null;
  readonly filter?: StepFilter | null;
  readonly flags?: Values;
  readonly metadata?: Values;
  readonly onerror?: readonly Step[];
  readonly routes?: readonly Route[];
  readonly branches?: readonly Branch[];
  readonly [key: string]: unknown;
}

/** A scenario as Make exports it. */
export interface Blueprint {
  readonly name?: string;
  readonly flow: readonly Step[];
  readonly metadata?: Values;
  readonly [key: string]: unknown;
}

/** Built-in modules with flows inside them or with a part in them. */
export const ROUTER = 'builtin:BasicRouter';
export const IF_ELSE = 'builtin:BasicIfElse';
export const MERGE = 'builtin:BasicMerge';

/** The blueprint in a file or in an answer of an API (`{blueprint}`, `{response: {blueprint}}`); undefined if there is none. */
export function readBlueprint(source: unknown): Blueprint | undefined {
  const candidates = [source, own(source, 'blueprint'), own(own(source, 'response'), 'blueprint')];
  return candidates.find((candidate) => isValues(candidate) && Array.isArray(candidate['flow'])) as
    Blueprint | undefined;
}

/** A scenario without modules, with the settings Make gives a new one. */
export function emptyBlueprint(name: string): Blueprint {
  return {
    name,
    flow: [],
    metadata: {
      instant: false,
      version: 1,
      scenario: {
        roundtrips: 1,
        maxErrors: 3,
        autoCommit: true,
        autoCommitTriggerLast: true,
        sequential: false,
        slots: null,
        confidential: false,
        dataloss: false,
        dlq: false,
        freshVariables: false,
      },
      designer: { orphans: [] },
      zone: '',
      notes: [],
    },
  };
}

/** Whether an entry of a flow is a module at all; a damaged file may hold anything. */
export function isStep(entry: unknown): entry is Step {
  return isValues(entry);
}

/** The id of a module, also when it is written as text; undefined when it has none. */
export function idOf(step: Step): number | undefined {
  const written: unknown = step.id;
  const id = typeof written === 'string' && written.trim() !== '' ? Number(written) : written;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : undefined;
}

/** What people called the module, or undefined. */
export function customNameOf(step: Step): string | undefined {
  const name = own(own(step.metadata, 'designer'), 'name');
  return typeof name === 'string' && name.trim() !== '' ? name : undefined;
}
