import type { Clock } from '../core/clock.ts';
import type { Database, StatementResult } from './database.ts';
import type { DeliveryId } from './records.ts';
import type { OnSorted, Sorted } from './sorted.ts';
import { marks } from './sql/page.ts';
import { LAST_GROUP, sortGroupsStatements } from './sql/arrivals.ts';

/** Deliveries on the same way; tens of thousands may wait, so what is remembered of each is its id. */
export interface Sheaf extends Pick<Sorted, 'hookId' | 'scenarioIds'> {
  readonly ids: DeliveryId[];
  readonly onSorted: OnSorted | undefined;
}

/** Deliveries that wait together. */
export interface ArrivalGroup {
  /** Where they wait in the store. */
  readonly place: number;
  readonly sheaves: readonly Sheaf[];
}

/** What sorting depends on. */
export interface SorterOptions {
  readonly clock: Clock;
  /** Told when the store refuses; it is tried again. */
  readonly onProblem: (error: unknown) => void;
  /** Arrivals on their way into their commit. */
  readonly underWay: () => number;
}

/** Gives arrivals their place in the queue, behind the back of those who deliver. */
export interface Sorter {
  /** Takes over a group after its commit. */
  add(group: ArrivalGroup): void;
  /** Whether a group may be sorted in its own commit: little comes in, and none waits. */
  isIdle(): boolean;
  /** Tells those of deliveries that were sorted in their own commit; `results` are those of the whole batch. */
  tell(sheaves: readonly Sheaf[], results: readonly StatementResult[]): Promise<void>;
  /** Ends the holding back of a burst for what waits now. */
  hurry(): void;
  /** Resolves once everything that was added before is sorted, or the store has refused to. */
  sorted(): Promise<void>;
  close(): void;
}

/** Arrivals that one transaction sorts: intake waits for it. */
const SLICE = 1024;
/** From so many at once on, sorting keeps back. */
const BURST = 8;
/** During a burst intake goes first: a slice of so many, then the next when somebody asks, or after so many milliseconds. */
const BURST_SLICE = 64;
const LINGER_MS = 250;
/** Arrivals that may wait; with more, intake and sorting take turns. */
const MOST_WAITING = 131_072;
/** Milliseconds until sorting is tried again when the store has refused it. */
const RETRY_MS = 1000;

interface Waiter {
  readonly group: ArrivalGroup;
  readonly resolve: () => void;
}

/** The sorter of a database; what an earlier process has left in it is the first it sorts. */
export async function openSorter(database: Database, { clock, underWay, onProblem }: SorterOptions): Promise<Sorter> {
  const over = new AbortController();
  const groups: ArrivalGroup[] = [];
  let waiters: Waiter[] = [];
  let waiting = 0;
  /** Since the last slice. */
  let added = 0;
  let linger: NodeJS.Timeout | undefined;
  let working = false;
  let retries = false;

  const [left] = await database.all(LAST_GROUP);
  if (left !== undefined) groups.push({ place: Number(left['last']), sheaves: [] });

  return {
    add,
    isIdle: () => !working && groups.length === 0 && underWay() < BURST,
    async tell(sheaves, results) {
      try {
        announce(sheaves, await duplicatesIn(database, results, sheaves));
      } catch {
        // They are sorted: with the next group they are looked for again.
        add({ place: 0, sheaves });
      }
    },
    hurry() {
      if (linger === undefined) return;
      clearTimeout(linger);
      linger = undefined;
      look();
    },
    sorted() {
      const group = groups.at(-1);
      if (group === undefined) return Promise.resolve();
      return new Promise((resolve) => {
        waiters.push({ group, resolve });
        look();
      });
    },
    close() {
      clearTimeout(linger);
      over.abort(new Error('The store is closed.'));
      for (const waiter of waiters.splice(0)) waiter.resolve();
    },
  };

  function add(group: ArrivalGroup): void {
    const count = countOf(group.sheaves);
    groups.push(group);
    waiting += count;
    added += count;
    if (!retries) look();
  }

  function look(): void {
    if (!working) void work();
  }

  async function work(): Promise<void> {
    working = true;
    try {
      while (mayGoOn()) await sortSlice();
    } catch (error) {
      for (const waiter of waiters.splice(0)) waiter.resolve();
      if (over.signal.aborted) return;
      onProblem(error);
      lookAgainLater();
    } finally {
      working = false;
    }
  }

  function lookAgainLater(): void {
    if (retries) return;
    retries = true;
    clock.sleep(RETRY_MS, over.signal).then(
      () => {
        retries = false;
        look();
      },
      () => undefined,
    );
  }

  function isBurst(): boolean {
    return underWay() >= BURST || added >= BURST;
  }

  function mayGoOn(): boolean {
    return groups.length > 0 && !over.signal.aborted && (linger === undefined || !keepsBack());
  }

  /** Whether sorting leaves the store to intake for the most part. */
  function keepsBack(): boolean {
    return isBurst() && waiters.length === 0 && waiting <= MOST_WAITING;
  }

  function lingerOn(): void {
    linger ??= setTimeout(() => {
      linger = undefined;
      look();
    }, LINGER_MS);
  }

  async function sortSlice(): Promise<void> {
    const slice = nextSlice(groups, keepsBack() ? BURST_SLICE : SLICE);
    const duplicates = await sortGroups(database, slice);
    added = 0;
    groups.splice(0, slice.length);
    for (const group of slice) {
      waiting -= countOf(group.sheaves);
      announce(group.sheaves, duplicates);
    }
    const done = waiters.filter(({ group }) => !groups.includes(group));
    waiters = waiters.filter(({ group }) => groups.includes(group));
    for (const waiter of done) waiter.resolve();
    if (keepsBack()) lingerOn();
  }
}

/** The oldest groups, as many as one slice takes; at least one. */
function nextSlice(groups: readonly ArrivalGroup[], limit: number): readonly ArrivalGroup[] {
  let size = 0;
  const end = groups.findIndex((group) => (size += countOf(group.sheaves)) > limit);
  return groups.slice(0, end < 0 ? groups.length : Math.max(end, 1));
}

function announce(sheaves: readonly Sheaf[], repeated: ReadonlySet<DeliveryId>): void {
  for (const { ids, onSorted, hookId, scenarioIds } of sheaves) {
    const duplicates = repeated.size === 0 ? [] : ids.filter((id) => repeated.has(id));
    onSorted?.({ hookId, scenarioIds, queued: ids.length - duplicates.length, duplicates });
  }
}

function countOf(sheaves: readonly Sheaf[]): number {
  let count = 0;
  for (const { ids } of sheaves) count += ids.length;
  return count;
}

/** Sorts the groups; the duplicates among them. */
async function sortGroups(database: Database, groups: readonly ArrivalGroup[]): Promise<ReadonlySet<DeliveryId>> {
  const last = Math.max(...groups.map(({ place }) => place));
  const results = await database.batch(sortGroupsStatements(database.dialect, last));
  const sheaves = groups.flatMap((group) => group.sheaves);
  return duplicatesIn(database, results, sheaves);
}

/** The duplicates among deliveries, by the results of the batch that has sorted them. */
async function duplicatesIn(
  database: Database,
  results: readonly StatementResult[],
  sheaves: readonly Sheaf[],
): Promise<ReadonlySet<DeliveryId>> {
  const [duplicates, removed] = results.slice(-2);
  // Another process may have sorted some of ours, or we some of its.
  const rows =
    removed?.changes === countOf(sheaves) ? (duplicates?.rows ?? []) : await duplicatesAmong(database, sheaves);
  return new Set(rows.map((row) => row['id'] as DeliveryId));
}

async function duplicatesAmong(database: Database, sheaves: readonly Sheaf[]) {
  const ids = sheaves.flatMap((sheaf) => sheaf.ids);
  if (ids.length === 0) return [];
  return database.all(`SELECT id FROM deliveries WHERE duplicate_of IS NOT NULL AND id IN (${marks(ids)})`, ids);
}
