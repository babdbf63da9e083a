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

/** Who waits for a body; one of them is called, or none when the sender hangs up before the end. */
export interface BodyReader {
  readonly done: (body: Buffer) => void;
  readonly refuse: (answer: HttpAnswer) => void;
}

/** Reads a body into memory. */
export function readBody(request: IncomingMessage, limits: BodyLimits, reader: BodyReader): void {
  // Nearly every body comes together with its head, and is there as a whole before anything else happens.
  process.nextTick(() => {
    if (request.destroyed) return;
    const read = isWhole(request) ? takeWhole : collect;
    read(request, limits, reader);
  });
}

function isWhole({ readableLength, headers }: IncomingMessage): boolean {
  return readableLength > 0 && readableLength === Number(headers['content-length']);
}

/** The stream is left behind as it is: its end would tell nothing new. */
function takeWhole(request: IncomingMessage, { maxBytes, budget }: BodyLimits, { done, refuse }: BodyReader): void {
  const body = request.read() as Buffer;
  if (body.length > maxBytes) return refuse(ANSWERS.tooLarge);
  if (!budget.take(body.length)) return refuse(ANSWERS.busy);
  done(body);
}

/** Puts a body together from its parts. */
function collect(
  request: IncomingMessage,
  { maxBytes, deadlineMs, budget }: BodyLimits,
  { done, refuse }: BodyReader,
): void {
  const parts: Buffer[] = [];
  let size = 0;
  let ended = false;
  const timer = setTimeout(() => fail(ANSWERS.slow), deadlineMs);

  request.on('data', (part: Buffer) => {
    if (ended) return;
    if (size + part.length > maxBytes) return fail(ANSWERS.tooLarge);
    if (!budget.take(part.length)) return fail(ANSWERS.busy);
    size += part.length;
    parts.push(part);
  });
  request.on('end', () => {
    if (stop()) done(Buffer.concat(parts, size));
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
