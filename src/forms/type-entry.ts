import type { Collection } from '../core/json.ts';
import type { Problem } from '../core/source.ts';
import type { Field, FieldBounds, FieldType } from './field.ts';

/** A JSON Schema (2020-12) as plain data. */
export type Schema = Record<string, unknown>;

/** What became of a value: the accepted value (undefined: nothing to keep) and everything that is wrong with it. */
export interface Outcome {
  readonly value?: unknown;
  readonly problems: readonly Problem[];
}

/** How values are read; the same for all fields of one form. */
export interface AcceptSettings {
  /** Names no field has are problems; otherwise they pass unchanged. */
  readonly strict: boolean;
  /** IANA zone in which dates without an offset are meant. */
  readonly timezone: string;
  /** An explicit null in an optional field is kept (it erases the stored value) instead of dropped. */
  readonly keepNull: boolean;
  /** Milliseconds since 1970; without it no date is over or to come. */
  readonly now?: number;
  /** Values were typed as text: arrays and collections may be JSON text, booleans are read as words. */
  readonly fromText: boolean;
  /** Told of values beside which more fields stand that only an RPC knows. */
  readonly onOpen?: (place: OpenPlace) => void;
}

/** Accepted values beside which more fields stand that only an RPC knows. */
export interface OpenPlace {
  /** Of the RPC, as written. */
  readonly address: string;
  /** The accepted values, and as they were given those of the further fields. */
  readonly values: Collection;
  /** Names of the fields that are known already. */
  readonly known: ReadonlySet<string>;
  /** JSON pointer to the values. */
  readonly pointer: string;
}

/** What a type needs to know beside the value and the field. */
export interface CoerceContext {
  /** JSON pointer to the value. */
  readonly pointer: string;
  /** How messages name the field, for example `"Name" of item 2 of "Properties"`. */
  readonly subject: string;
  readonly settings: AcceptSettings;
  /** Accepts every entry as the field's `item`; empty entries are left out. */
  items(values: readonly unknown[]): Outcome;
  /** Accepts a collection by the field's `members`. */
  members(values: Collection): Outcome;
}

/** One executed example of a type: what a field makes of a value. */
export type TypeExample = {
  /** Settings of the field beside its name and type. */
  readonly field?: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  readonly settings?: Partial<AcceptSettings>;
} & ({ readonly result: unknown } | { readonly problem: string });

/** A parameter type: how its values are read, checked and described. */
export interface TypeEntry {
  readonly type: FieldType;
  /** What its values are, one sentence. */
  readonly summary: string;
  readonly examples: readonly TypeExample[];
  /** Shown only; it has no value. */
  readonly visual?: boolean;
  /** Its values are secrets: no message repeats them. */
  readonly secret?: boolean;
  /** Reads a value that is not empty. Never throws. */
  coerce(value: unknown, field: CompiledField, context: CoerceContext): Outcome;
  /** JSON Schema of the accepted values. */
  schema(field: CompiledField, of: SchemaParts): Schema;
}

/** Schemas of the parts of a field, for types that contain others. */
export interface SchemaParts {
  item(field: CompiledField): Schema;
  members(list: FieldList): Schema;
}

/** Fields side by side. */
export interface FieldList {
  readonly fields: readonly CompiledField[];
  /** More fields come from an RPC that is not resolved here, so other names may be right. */
  readonly open: boolean;
  /** Addresses of these RPCs, as written. */
  readonly addresses: readonly string[];
}

/** One choice of a select, groups flattened. */
export interface Choice {
  readonly label: string;
  readonly value: unknown;
}

/** Fields that stand beside a field while its value is a certain one. */
export interface Branch {
  applies(value: unknown): boolean;
  /** The same condition as a JSON Schema of the value; `absent` when the field must be left out. */
  readonly when: Schema | 'absent';
  readonly nested: FieldList;
}

/** A field made ready: checked once, so that accepting values cannot fail on the field itself. */
export interface CompiledField {
  readonly name: string;
  readonly label: string;
  readonly type: TypeEntry;
  /** The field as written, type aliases resolved. */
  readonly field: Field;
  readonly required: boolean;
  /** Taken when a mandatory or hidden field is left empty; undefined when there is none. */
  readonly fallback: unknown;
  readonly bounds: FieldBounds;
  readonly pattern: RegExp | undefined;
  /** The only values allowed; undefined when any value may be right. */
  readonly choices: readonly Choice[] | undefined;
  /** Members of a collection; undefined when they are not described. */
  readonly members: FieldList | undefined;
  /** Field of every item of an array. */
  readonly item: CompiledField | undefined;
  readonly branches: readonly Branch[];
}

/** The outcome of a value that is right. */
export function accepted(value: unknown): Outcome {
  return { value, problems: [] };
}

/** The outcome of a value that is wrong; the message is the field's name followed by `says`. */
export function refused(context: CoerceContext, code: string, says: string, fix: string): Outcome {
  return {
    problems: [{ pointer: context.pointer, severity: 'error', code, message: `${context.subject} ${says}.`, fix }],
  };
}

/** Whether a value counts as left out: undefined, null or an empty text. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
