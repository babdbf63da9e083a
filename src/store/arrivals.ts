import type { Clock } from '../core/clock.ts';
import type { Database, Statement, StatementResult } from './database.ts';
import { openSorter } from './sorter.ts';
import type { Sheaf } from './sorter.ts';
import type { ScenarioId } from './records.ts';
import type { OnSorted } from './sorted.ts';
import { keepGroup } from './arrival-group.ts';
import { appendStatements, INSERT_ROUTE, SORT } from './sql/arrivals.ts';
import type { ArrivalRow } from './sql/arrivals.ts';
import { toJsonText } from './sql/table.ts';
import type { Arrival } from './store.ts';

/** Deliveries on their way into the store: kept at once, given their place in the queue a little later. */
export interface Arrivals {
  /** Resolves when the delivery is durable; `onSorted` is called later, when it and others stand in the queue. */
  accept(arrival: Arrival, onSorted?: OnSorted): Promise<void>;
  /**
   * Resolves once everything that was accepted before is sorted; or cannot be at the moment, because the disk is full:
   * that hides nothing of what was.
   */
  readonly sorted: () => Promise<void>;
  /** Somebody could do more than what stands in the queue: what waits gets its place as soon as possible. */
  hurry(): void;
  close(): void;
}

/** So many are handed on before the turn of the event loop ends, so that the engine has something to do. */
const EAGER = 32;
/** Bytes and characters that one batch may carry, one arrival aside. */
const MOST_IN_BATCH = 8 * 1024 * 1024;

interface Entry {
  readonly arrival: Arrival;
  /** Its scenarios as text. */
  readonly list: string;
  readonly onSorted: OnSorted | undefined;
}

/** Arrivals that go into one batch: all of them are kept, or none. */
interface Group {
  readonly entries: Entry[];
  size: number;
  /** Ends the waiting for more. */
  readonly close: () => void;
  readonly kept: Promise<void>;
}

/** Arrivals after their commit: the place where they wait, or the results of the commit that has sorted them as well. */
type Kept = { readonly place: number } | { readonly sorting: readonly StatementResult[] };

/** What taking arrivals in needs. */
export interface ArrivalOptions {
  readonly clock: Clock;
  /** Told when what was accepted cannot get its place at the moment; it is tried again. */
  readonly onProblem: (error: unknown) => void;
}

/** The arrivals of a database; those that an earlier process has left are sorted first. */
export async function openArrivals(database: Database, options: ArrivalOptions): Promise<Arrivals> {
  const known = new Set<string>();
  const texts = new WeakMap<readonly ScenarioId[], string>();
  /** What has come in during this turn of the event loop and is not on its way yet. */
  let coming: Group | undefined;
  let underWay = 0;
  /** Groups on their way that are only kept: what comes after them must not be sorted before them. */
  let packing = 0;
  const sorter = await openSorter(database, { ...options, underWay: () => underWay });
  await sorter.sorted();

  return {
    accept(arrival, onSorted) {
      const size = arrival.delivery.body.length;
      if (coming !== undefined && coming.size + size > MOST_IN_BATCH) closeGroup();
      const group = (coming ??= openGroup());
      group.size += size;
      group.entries.push({ arrival, list: listOf(arrival.scenarioIds), onSorted });
      underWay += 1;
      if (group.entries.length === EAGER) closeGroup();
      return group.kept;
    },
    sorted: () => sorter.sorted(),
    hurry: () => sorter.hurry(),
    close: () => sorter.close(),
  };

  /** The ids as text; those of a hook come in the same array again and again. */
  function listOf(ids: readonly ScenarioId[]): string {
    const made = texts.get(ids) ?? toJsonText(ids);
    texts.set(ids, made);
    return made;
  }

  /** A group that is closed at the end of this turn, unless it is full before. */
  function openGroup(): Group {
    const entries: Entry[] = [];
    let close = (): void => undefined;
    const kept = new Promise<void>((resolve, reject) => {
      close = () => void keep(entries, resolve, reject);
    });
    setImmediate(closeGroup);
    return { entries, size: 0, close, kept };
  }

  function closeGroup(): void {
    coming?.close();
    coming = undefined;
  }

  async function keep(entries: readonly Entry[], resolve: () => void, reject: (error: unknown) => void): Promise<void> {
    const unknown = entries.filter(({ list }) => !known.has(list));
    const routes = routeStatements(unknown);
    const rows = entries.map(rowOf);
    try {
      const kept = await (packing === 0 && sorter.isIdle() ? keepSorted(routes, rows) : keepOnly(routes, rows));
      underWay -= entries.length;
      for (const { list } of unknown) known.add(list);
      resolve();
      const sheaves = sheavesOf(entries);
      if ('sorting' in kept) void sorter.tell(sheaves, kept.sorting);
      else sorter.add({ place: kept.place, sheaves });
    } catch (error) {
      underWay -= entries.length;
      reject(error);
    }
  }

  async function keepOnly(routes: readonly Statement[], rows: readonly ArrivalRow[]): Promise<Kept> {
    packing += 1;
    try {
      const results = await database.batch([...routes, keepGroup(rows)]);
      return { place: Number(results.at(-1)?.rows[0]?.['seq']) };
    } finally {
      packing -= 1;
    }
  }

  /** Everything in one commit; what cannot be sorted at the moment is kept all the same. */
  async function keepSorted(routes: readonly Statement[], rows: readonly ArrivalRow[]): Promise<Kept> {
    try {
      return { sorting: await database.batch([...routes, ...appendStatements(rows), ...SORT]) };
    } catch {
      return keepOnly(routes, rows);
    }
  }
}

function routeStatements(entries: readonly Entry[]): readonly Statement[] {
  const lists = new Map(entries.map(({ arrival, list }) => [list, arrival.scenarioIds]));
  return [...lists].flatMap(([list, ids]) =>
    ids.map((id, place) => ({ sql: INSERT_ROUTE, values: [list, place, id] })),
  );
}

/** The deliveries of a group by the way they go; nearly always it is one. */
function sheavesOf(entries: readonly Entry[]): readonly Sheaf[] {
  const sheaves: (Sheaf & { readonly list: string })[] = [];
  for (const { arrival, list, onSorted } of entries) {
    const { delivery, scenarioIds } = arrival;
    const { id, hookId } = delivery;
    const same = sheaves.find((one) => one.hookId === hookId && one.list === list && one.onSorted === onSorted);
    if (same === undefined) sheaves.push({ hookId, scenarioIds, list, onSorted, ids: [id] });
    else same.ids.push(id);
  }
  return sheaves;
}

function rowOf({ arrival, list }: Entry): ArrivalRow {
  const { delivery, orderKey, dedupeMs } = arrival;
  const { id, hookId, eventId, receivedAt, method, query, remoteAddress, headers, body } = delivery;
  const expiresAt = receivedAt + dedupeMs;
  const described = [id, hookId, eventId, orderKey, list, receivedAt, expiresAt, method, query, remoteAddress];
  return { described, headers, body };
}
