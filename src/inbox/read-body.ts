import type { IncomingMessage } from 'node:http';
import type { ByteBudget } from './byte-budget.ts';
import { ANSWERS } from './http-answer.ts';
import type { HttpAnswer } from './http-answer.ts';

/** What reading a body may take. */
export interface BodyLimits {
  /** Bytes of one body as sent. */
  readonly maxBytes: number;
  /** Milliseconds until its last byte. */
  readonly deadlineMs: number;
  /** Shared by all bodies; the bytes of a body that was read are the reader's to give back. */
  readonly budget: ByteBudget;
}

const EMPTY = Buffer.alloc(0);

/** Reads a body into memory. Exactly one of the callbacks is called, or none when the sender hangs up before the end. */
export function readBody(
  request: IncomingMessage,
  { maxBytes, deadlineMs, budget }: BodyLimits,
  done: (body: Buffer) => void,
  refuse: (answer: HttpAnswer) => void,
): void {
  let first: Buffer = EMPTY;
  let more: Buffer[] | undefined;
  let size = 0;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  // Nearly every body comes together with its head, and needs no timer.
  process.nextTick(() => {
    if (!ended && !request.complete) timer = setTimeout(() => fail(ANSWERS.slow), deadlineMs);
  });

  request.on('data', (chunk: Buffer) => {
    if (ended) return;
    if (size + chunk.length > maxBytes) return fail(ANSWERS.tooLarge);
    if (!budget.take(chunk.length)) return fail(ANSWERS.busy);
    size += chunk.length;
    if (first === EMPTY) first = chunk;
    else (more ??= [first]).push(chunk);
  });
  request.on('end', () => {
    if (stop()) done(more === undefined ? first : Buffer.concat(more, size));
  });
  request.on('error', () => {
    if (stop()) budget.give(size);
  });

  function fail(answer: HttpAnswer): void {
    if (!stop()) return;
    budget.give(size);
    refuse(answer);
  }

  /** Whether this was the first end. */
  function stop(): boolean {
    clearTimeout(timer);
    const isFirst = !ended;
    ended = true;
    return isFirst;
  }
}
