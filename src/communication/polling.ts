import { isCollection } from '../core/json.ts';
import { looseNumber, textOf } from '../iml/coerce.ts';

/** How a polling trigger tells what is new, and in which order the service lists it. */
export interface PollingRule {
  readonly type: 'date' | 'id';
  readonly order: 'asc' | 'desc' | 'unordered';
}

/** Where a polling trigger stands; one that has nothing in it takes everything for new. */
export interface PollingState {
  /** Date of the newest item that was put out, milliseconds since 1970. */
  readonly lastDate?: number;
  readonly lastId?: string | number;
  /** Ids that are known although they do not follow from the two: those at `lastDate`, or ids that have no order. */
  readonly seen: readonly string[];
}

/** What a call of a polling trigger is for. */
export interface Polling {
  /** `new` puts out what is new, `start` only finds out where the newest item is, `choose` lists items to begin at. */
  readonly mode: 'new' | 'start' | 'choose';
  /** @default a state that takes everything for new */
  readonly state?: PollingState;
}

/** What identifies an item. */
export interface Mark {
  readonly id: string | number;
  /** Milliseconds since 1970; always there where dates count. */
  readonly date?: number;
}

/** An item as it is put out. */
export interface Marked {
  readonly mark: Mark;
  readonly output: unknown;
  /** Its place among everything the service listed. */
  readonly place: number;
}

/** What a call has come across so far. */
export interface PollingProgress {
  /** Items listed. */
  listed: number;
  /** Place of the last item that was known already. */
  lastKnown: number;
  /** Items that were known already. */
  past: number;
  /** Ids of those, where ids have no order. */
  readonly known: string[];
  /** Items without the id or the date they are told by. */
  unusable: number;
}

/** So many ids without an order are remembered. */
const MOST_SEEN = 5000;

export const NOTHING_SEEN: PollingState = { seen: [] };

/** A state as it was kept, or undefined when it is none. */
export function readPollingState(kept: unknown): PollingState | undefined {
  if (!isCollection(kept)) return undefined;
  const { lastDate, lastId, seen } = kept;
  return {
    ...(typeof lastDate === 'number' && { lastDate }),
    ...((typeof lastId === 'number' || typeof lastId === 'string') && { lastId }),
    seen: Array.isArray(seen) ? seen.map(String) : [],
  };
}

/** The mark of an item, or undefined when it lacks what items are told by. */
export function markOf(id: unknown, date: unknown, { type }: PollingRule): Mark | undefined {
  const name = typeof id === 'number' ? id : textOf(id);
  if (name === '') return undefined;
  const at = timeOf(date);
  if (at !== undefined) return { id: name, date: at };
  return type === 'date' ? undefined : { id: name };
}

/** Whether an item came after where the trigger stands. */
export function isNew({ id, date = 0 }: Mark, { lastDate, lastId, seen }: PollingState, rule: PollingRule): boolean {
  if (rule.type === 'date') {
    if (lastDate === undefined || date > lastDate) return true;
    return date === lastDate && !seen.includes(String(id));
  }
  if (lastId === undefined) return !seen.includes(String(id));
  return compareIds(id, lastId, (order) => order > 0) ?? !seen.includes(String(id));
}

/** Whether ids of this kind have no order of their own: then only their places in the list tell old from new. */
export function goesByPlace({ id }: Mark, { type }: PollingRule): boolean {
  return type === 'id' && !isNumeric(id);
}

/** The new items, oldest first. */
export function oldestFirst(marked: readonly Marked[], rule: PollingRule, progress: PollingProgress): Marked[] {
  if (marked.every(({ mark }) => !goesByPlace(mark, rule))) {
    return marked.toSorted((a, b) => compareMarks(a.mark, b.mark, rule));
  }
  if (rule.order === 'desc') return marked.toReversed();
  return rule.order === 'asc' ? marked.filter(({ place }) => place > progress.lastKnown) : [...marked];
}

/** Where a trigger stands once it has put out these items, the newest last. */
export function stateAfter(put: readonly Marked[], before: PollingState, given: Passed): PollingState {
  const { rule, progress } = given;
  const newest = put.at(-1)?.mark;
  if (newest === undefined) return { ...before, seen: lastOf([...before.seen, ...progress.known]) };
  const ids = put.filter(({ mark }) => rule.type === 'id' || mark.date === newest.date).map(({ mark }) => mark.id);
  const { id: lastId, date } = newest;
  if (rule.type === 'date') {
    const kept = before.lastDate === date ? before.seen : [];
    return { ...(date !== undefined && { lastDate: date }), lastId, seen: [...kept, ...ids.map(String)] };
  }
  const unordered = put.some(({ mark }) => goesByPlace(mark, rule));
  return { lastId, seen: unordered ? lastOf([...before.seen, ...progress.known, ...ids.map(String)]) : [] };
}

/** What a state follows from. */
export interface Passed {
  readonly rule: PollingRule;
  readonly progress: PollingProgress;
}

function lastOf(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.toReversed())].slice(0, MOST_SEEN).toReversed();
}

function compareMarks(a: Mark, b: Mark, { type }: PollingRule): number {
  const byDate = type === 'date' ? (a.date ?? 0) - (b.date ?? 0) : 0;
  if (byDate !== 0) return byDate;
  return compareIds(a.id, b.id, (order) => order) ?? compareTexts(String(a.id), String(b.id));
}

/** What `judge` says of the order of two numbers; undefined when one of them is none. */
function compareIds<T>(a: string | number, b: string | number, judge: (order: number) => T): T | undefined {
  if (!isNumeric(a) || !isNumeric(b)) return undefined;
  if (isWhole(a) && isWhole(b)) {
    const [one, other] = [BigInt(a), BigInt(b)];
    return judge(one === other ? 0 : one < other ? -1 : 1);
  }
  return judge(Number(a) - Number(b));
}

function isNumeric(id: string | number): boolean {
  return typeof id === 'number' || /^-?\d+(?:\.\d+)?$/.test(id);
}

function isWhole(id: string | number): boolean {
  return typeof id === 'number' ? Number.isSafeInteger(id) : /^-?\d+$/.test(id);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Milliseconds since 1970 of a date, its text, or a number of milliseconds or (up to the year 5138) of seconds. */
export function timeOf(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (value instanceof Date) return finite(value.getTime());
  const number = looseNumber(value);
  if (number !== undefined && Number.isFinite(number)) return Math.abs(number) < 1e11 ? number * 1000 : number;
  return typeof value === 'string' ? finite(Date.parse(value)) : undefined;
}

function finite(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : time;
}
