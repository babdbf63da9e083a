import { isCollection, ownValue } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import { refusal } from './reply.ts';
import type { Reply } from './reply.ts';

/** What became of one value: the value read, or the complaint that follows its name. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly complaint: 'is invalid' | 'does not have a valid value' };

/** A declared parameter: how to read it, and what its absence and its emptiness mean. */
export interface Parameter<T> {
  readonly read: (value: unknown) => Outcome<T>;
  readonly required: boolean;
  /** What null or a blank text means: a complaint, a cleared value, or as good as not sent. */
  readonly blank: 'is empty' | 'cleared' | 'absent';
}

/** Parameters by name; the order is the order of the complaints. */
export type Declaration = Readonly<Record<string, Parameter<unknown>>>;

/** The values of a declaration; parameters that were not sent are undefined. */
export type Values<D extends Declaration> = {
  readonly [K in keyof D]: D[K] extends Parameter<infer T> ? T : never;
};

/** A parameter that must be there and not blank. */
export function required<T>(read: (value: unknown) => Outcome<T>): Parameter<T> {
  return { read, required: true, blank: 'is empty' };
}

/** A parameter that may be left out; `blank` says what an empty value means. */
export function optional<T>(
  read: (value: unknown) => Outcome<T>,
  blank: Parameter<T>['blank'] = 'absent',
): Parameter<T | null | undefined> {
  return { read, required: false, blank };
}

/** What {@link readParameters} may be told beyond the declaration. */
export interface ReadOptions {
  /** How a parameter is called in complaints; by default its own name. */
  readonly nameOf?: (name: string) => string;
  /** At least one of these must be sent. */
  readonly atLeastOne?: readonly string[];
}

/**
 * Reads declared parameters in the manner of the service: every complaint is collected, in the order of the
 * declaration, joined by ", " and answered with 400. Parameters that are not declared are ignored.
 */
export function readParameters<D extends Declaration>(
  params: Collection,
  declared: D,
  options: ReadOptions = {},
): { readonly ok: true; readonly values: Values<D> } | { readonly ok: false; readonly reply: Reply } {
  const values: Collection = {};
  const complaints: string[] = [];
  for (const [name, parameter] of Object.entries(declared)) {
    const outcome = readOne(ownValue(params, name), parameter);
    if (typeof outcome === 'string') complaints.push(`${options.nameOf?.(name) ?? name} ${outcome}`);
    else values[name] = outcome.value;
  }
  const group = options.atLeastOne ?? [];
  if (group.length > 0 && group.every((name) => isBlank(ownValue(params, name)))) {
    complaints.push(`${group.join(', ')} are missing, at least one parameter must be provided`);
  }
  if (complaints.length > 0) return { ok: false, reply: refusal(400, complaints.join(', ')) };
  return { ok: true, values: values as Values<D> };
}

function readOne(value: unknown, parameter: Parameter<unknown>): { readonly value: unknown } | string {
  if (value === undefined) return parameter.required ? 'is missing' : { value: undefined };
  if (isBlank(value)) {
    if (parameter.blank === 'is empty') return 'is empty';
    return { value: parameter.blank === 'cleared' ? null : undefined };
  }
  const outcome = parameter.read(value);
  return outcome.ok ? { value: outcome.value } : outcome.complaint;
}

/** Whether a value is absent, null, or a text of spaces only. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

const INVALID = { ok: false, complaint: 'is invalid' } as const;
const NOT_AMONG = { ok: false, complaint: 'does not have a valid value' } as const;

/** Reads a text; numbers and booleans become their text. */
export function text(value: unknown): Outcome<string> {
  if (typeof value === 'string') return { ok: true, value };
  return typeof value === 'number' || typeof value === 'boolean' ? { ok: true, value: String(value) } : INVALID;
}

const FLAGS = new Map<unknown, boolean>([
  [true, true],
  ['true', true],
  ['1', true],
  [1, true],
  [false, false],
  ['false', false],
  ['0', false],
  [0, false],
]);

/** Reads a boolean, also as the strings "true" and "false". */
export function flag(value: unknown): Outcome<boolean> {
  const found = FLAGS.get(typeof value === 'string' ? value.trim().toLowerCase() : value);
  return found === undefined ? INVALID : { ok: true, value: found };
}

/** Reads an absolute http or https address. */
export function webAddress(value: unknown): Outcome<string> {
  if (typeof value !== 'string' || !URL.canParse(value)) return INVALID;
  return /^https?:$/.test(new URL(value).protocol) ? { ok: true, value } : INVALID;
}

/** Reads a point in time in ISO 8601, as milliseconds; without an offset it is UTC. */
export function pointInTime(value: unknown): Outcome<number> {
  if (typeof value !== 'string') return INVALID;
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/.exec(value.trim());
  if (match === null) return INVALID;
  const offset = (match[3] ?? 'Z').replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const ms = Date.parse(`${match[1] ?? ''}T${match[2] ?? '00:00'}${offset}`);
  return Number.isNaN(ms) ? INVALID : { ok: true, value: ms };
}

/** Reads a name of the time zone database, for example America/Los_Angeles. */
export function timeZone(value: unknown): Outcome<string> {
  if (typeof value !== 'string' || !/^[A-Za-z]/.test(value)) return NOT_AMONG;
  try {
    Intl.DateTimeFormat('en', { timeZone: value });
    return { ok: true, value };
  } catch {
    return NOT_AMONG;
  }
}

/** Reads a list of texts; a single text is a list of one. */
export function textList(value: unknown): Outcome<readonly string[]> {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every((item) => typeof item === 'string') ? { ok: true, value: list } : INVALID;
}

/** Reads an object, also one written as JSON in a form field. */
export function object(value: unknown): Outcome<Collection> {
  const parsed = typeof value === 'string' ? parsedOrNothing(value) : value;
  return isCollection(parsed) ? { ok: true, value: parsed } : INVALID;
}

function parsedOrNothing(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Reads one of a fixed list of words, in any case; gives the word as listed. */
export function oneOf<T extends string>(words: readonly T[]): (value: unknown) => Outcome<T> {
  return (value) => {
    const found = words.find((word) => typeof value === 'string' && word.toLowerCase() === value.trim().toLowerCase());
    return found === undefined ? NOT_AMONG : { ok: true, value: found };
  };
}
