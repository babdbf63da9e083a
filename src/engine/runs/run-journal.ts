import type { Json } from '../../core/json.ts';
import type { JournalEntry, RunId } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { Journal } from '../flow/journal.ts';

/** What the journal of a run is made of. */
export interface RunJournalOptions {
  readonly runs: Pick<Store['runs'], 'writeJournal'>;
  /** The name the entries bear: all attempts at one delivery share it, so that each finds what the others did. */
  readonly scope: RunId;
  /** What earlier attempts left. */
  readonly known: readonly JournalEntry[];
  /** Keeps results of operations that changed nothing also when the run succeeds. */
  readonly keepAll: boolean;
  /** Throws when the run has lost the right to act: then nothing is sent. */
  readonly guard: () => void;
}

/** The journal of one run in the store. */
export interface RunJournal extends Journal {
  /** Written with the next announced request, or when the run is closed. */
  complete(key: string, outputs: readonly Json[]): void;
  /** Resolves when everything that happened so far is durable; but for what {@link RunJournal.left} has given out. */
  flushed(): Promise<void>;
  /** Entries that are not on their way into the store yet: whoever takes them keeps them, together with the end of the run. */
  left(): readonly JournalEntry[];
  /**
   * Writes down what an ended run leaves: with `whole` also the results that changed nothing, so that a retry sees the
   * same bundles. Requests that were announced and definitely failed may be sent again; the one in doubt may not.
   */
  close(end: { readonly whole: boolean; readonly inDoubt: string | undefined }): void;
  /** Whether an entry could not be kept, or the run had lost its right to act. */
  isBroken(): boolean;
}

/** Nothing is known of the operation any more: it may be sent. */
const FORGOTTEN: Json = null;

/** A journal whose entries of writes are durable before their request leaves; all others are written with the next. */
export function createRunJournal({ runs, scope, known, keepAll, guard }: RunJournalOptions): RunJournal {
  const entries = new Map(known.map((entry) => [entry.key, entry]));
  const announced = new Map<string, Json>();
  const pending: Promise<void>[] = [];
  let buffered: JournalEntry[] = [];
  /** What became of requests; written in this turn of the event loop, with whatever else is. */
  let ready: JournalEntry[] = [];
  let broken = false;

  return {
    recall(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (entry.state === 'done') return { state: 'done', outputs: entry.outputs };
      return entry.request === FORGOTTEN ? undefined : { state: 'sent', request: entry.request };
    },
    async intend(key, request) {
      check();
      announced.set(key, request);
      const before = [...left(), ...takeBuffer()];
      await write([...before, { runId: scope, key, state: 'sent', outputs: [], request }]);
      check();
    },
    complete(key, outputs) {
      const request = announced.get(key) ?? entries.get(key)?.request ?? FORGOTTEN;
      const entry: JournalEntry = { runId: scope, key, state: 'done', outputs, request };
      entries.set(key, entry);
      if (announced.delete(key)) later(entry);
      else buffered.push(entry);
    },
    entry(key, outputs, request) {
      check();
      return { runId: scope, key, state: 'done', outputs, request };
    },
    left,
    async flushed() {
      writeReady();
      await Promise.all(pending);
    },
    close({ whole, inDoubt }) {
      if (whole || keepAll) for (const entry of takeBuffer()) later(entry);
      for (const key of announced.keys()) {
        if (key !== inDoubt) later({ runId: scope, key, state: 'sent', outputs: [], request: FORGOTTEN });
      }
    },
    isBroken: () => broken,
  };

  function check(): void {
    try {
      guard();
    } catch (error) {
      broken = true;
      throw error;
    }
  }

  function takeBuffer(): readonly JournalEntry[] {
    const taken = buffered;
    buffered = [];
    return taken;
  }

  function left(): readonly JournalEntry[] {
    const taken = ready;
    ready = [];
    return taken;
  }

  function later(entry: JournalEntry): void {
    if (ready.push(entry) === 1) setImmediate(writeReady);
  }

  function writeReady(): void {
    const entriesToWrite = left();
    if (entriesToWrite.length === 0) return;
    const written = write(entriesToWrite);
    written.catch(() => undefined);
    pending.push(written);
  }

  async function write(entriesToWrite: readonly JournalEntry[]): Promise<void> {
    try {
      await runs.writeJournal(...entriesToWrite);
    } catch (error) {
      broken = true;
      throw error;
    }
  }
}
