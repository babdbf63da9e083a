// The thread that holds the SQLite file: it commits while the main thread goes on taking requests in.
import { parentPort, workerData } from 'node:worker_threads';
import { toConnectorError } from '../core/errors.ts';
import type { Database, Row } from './database.ts';
import { openSqlite } from './sqlite-database.ts';
import type { SqliteOptions } from './sqlite-database.ts';
import { packResults, returnBytes, unpackStatements } from './thread-messages.ts';
import type { PackedResults, ThreadAnswer, ThreadQuestions, ThreadRequest } from './thread-messages.ts';

const port = parentPort;
if (port === null) throw new Error('This file is the entry of a thread.');

const texts = new Map<number, string>();
let answers: ThreadAnswer[] = [];

const database = await openSqlite(workerData as Pick<SqliteOptions, 'file' | 'exclusive'>).catch((thrown: unknown) => {
  say({ id: 0, error: described(thrown) });
  return undefined;
});
if (database !== undefined) {
  port.on('message', (questions: ThreadQuestions) => {
    for (const [number, sql] of questions.texts) texts.set(number, sql);
    for (const request of questions.requests) void reply(database, request);
  });
  say({ id: 0, result: undefined });
}

async function reply(open: Database, request: ThreadRequest): Promise<void> {
  try {
    say({ id: request.id, result: await ACTIONS[request.type](open, request as never) });
  } catch (thrown) {
    say({ id: request.id, error: described(thrown) });
  }
}

type Action<Type extends ThreadRequest['type']> = (
  open: Database,
  request: Extract<ThreadRequest, { type: Type }>,
) => Promise<readonly Row[] | PackedResults | undefined>;

const ACTIONS: { readonly [Type in ThreadRequest['type']]: Action<Type> } = {
  all: (open, { text, values }) => open.all(sqlOf(text), values),
  batch: async (open, { statements, bytes }) =>
    packResults(await open.batch(unpackStatements(returnBytes(statements, bytes), sqlOf))),
  close: async (open) => {
    await open.close();
    return undefined;
  },
};

function sqlOf(text: number): string {
  return texts.get(text) ?? '';
}

/** Answers of one commit travel together. */
function say(answer: ThreadAnswer): void {
  answers.push(answer);
  if (answers.length > 1) return;
  queueMicrotask(() => {
    port?.postMessage(answers);
    answers = [];
  });
}

function described(thrown: unknown): Extract<ThreadAnswer, { error: unknown }>['error'] {
  const { name, message, fix } = toConnectorError(thrown);
  return { name, message, fix };
}
