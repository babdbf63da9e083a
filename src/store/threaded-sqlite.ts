import { Worker } from 'node:worker_threads';
import { ConnectorError } from '../core/errors.ts';
import type { Database, Row } from './database.ts';
import { SQLITE_DIALECT } from './sqlite-database.ts';
import { packStatements, unpackResults } from './thread-messages.ts';
import type { PackedResults, ThreadAnswer, ThreadQuestions, ThreadRequest } from './thread-messages.ts';

/** Where the file is. */
export interface ThreadedSqliteOptions {
  readonly file: string;
  /** Keeps every other process out of the file for as long as it is open. @default false */
  readonly exclusive?: boolean;
  /** The compiled entry of the thread. @default the one beside this file */
  readonly entry?: URL;
}

/** A batch of so many bytes and characters does not wait for the answers of those before it. */
const LARGE = 8 * 1024;

/** Room for short-lived objects: what passes through the thread is let go of at once, and more would only take memory. */
const YOUNG_MB = 6;

/** A request that waits for its answer. */
interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: ConnectorError) => void;
}

/**
 * SQLite in a thread of its own: the sync of a commit then holds up nobody but those who wait for it.
 * @throws ConnectorError `ConfigurationError` when the file cannot be opened.
 */
export async function openThreadedSqlite({ entry, ...workerData }: ThreadedSqliteOptions): Promise<Database> {
  const worker = new Worker(entry ?? new URL('./sqlite-thread.js', import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const waiting = new Map<number, Waiting>();
  const texts = new Map<string, number>();
  let unsent: { texts: [number, string][]; requests: ThreadRequest[] } = { texts: [], requests: [] };
  let unanswered = 1;
  let lastId = 0;
  let gone: ConnectorError | undefined;

  worker.on('message', (answers: readonly ThreadAnswer[]) => {
    unanswered -= answers.length;
    send();
    answers.forEach(settle);
  });
  worker.on('error', (cause) =>
    end(new ConnectorError('ConnectionError', `The store has failed: ${cause.message}`, { cause })),
  );
  worker.on('exit', () => end(new ConnectorError('UnexpectedError', 'The store is closed.')));

  await new Promise<void>((resolve, reject) => {
    waiting.set(0, { resolve, reject });
  });
  return {
    dialect: SQLITE_DIALECT,
    all: (sql, values = []) => ask<readonly Row[]>((id) => ({ id, type: 'all', text: textOf(sql), values })),
    async batch(statements) {
      const packed = packStatements(statements, textOf);
      const answer = ask<PackedResults>((id) => ({ id, type: 'batch', ...packed }));
      if (isLarge(packed)) post();
      return unpackResults(await answer);
    },
    async close() {
      await ask<undefined>((id) => ({ id, type: 'close' }));
      gone ??= new ConnectorError('UnexpectedError', 'The store is closed.');
      await worker.terminate();
    },
  };

  function ask<Result>(requestOf: (id: number) => ThreadRequest): Promise<Result> {
    if (gone !== undefined) return Promise.reject(gone);
    lastId += 1;
    const request = requestOf(lastId);
    if (unsent.requests.push(request) === 1) setImmediate(send);
    return new Promise<Result>((resolve, reject) => {
      waiting.set(request.id, { resolve, reject });
    });
  }

  /**
   * Everything that was asked since the last message, in one, as soon as that one is answered: while the thread
   * commits it could not look at another, and a message for each turn of the event loop would wake it in vain.
   */
  function send(): void {
    if (unanswered === 0) post();
  }

  function post(): void {
    if (gone !== undefined || unsent.requests.length === 0) return;
    const questions: ThreadQuestions = unsent;
    unsent = { texts: [], requests: [] };
    unanswered += questions.requests.length;
    worker.postMessage(questions, questions.requests.flatMap(transferred));
  }

  function settle(answer: ThreadAnswer): void {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer)
      one?.reject(new ConnectorError(answer.error.name, answer.error.message, { fix: answer.error.fix }));
    else one?.resolve(answer.result as never);
  }

  function end(error: ConnectorError): void {
    gone ??= error;
    for (const one of waiting.values()) one.reject(gone);
    waiting.clear();
  }

  function textOf(sql: string): number {
    const known = texts.get(sql);
    if (known !== undefined) return known;
    const number = texts.size + 1;
    texts.set(sql, number);
    unsent.texts.push([number, sql]);
    return number;
  }
}

function isLarge({ statements, bytes }: ReturnType<typeof packStatements>): boolean {
  let size = bytes?.block.length ?? 0;
  for (const value of statements) {
    if (typeof value === 'string' || value instanceof Uint8Array) size += value.length;
    if (size >= LARGE) return true;
  }
  return false;
}

/** What moves to the thread instead of being copied. */
function transferred(request: ThreadRequest): readonly ArrayBuffer[] {
  return request.type === 'batch' && request.bytes !== undefined ? [request.bytes.block.buffer] : [];
}
