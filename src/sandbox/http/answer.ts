import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Reply } from './reply.ts';

/** What an answer's headers are made of besides the reply. */
export interface AnswerContext {
  readonly requestId: string;
  /** `performance.now()` when the request came in. */
  readonly startedAt: number;
}

/** How an answer is spoiled on its way, by an injected fault. */
export interface Damage {
  readonly malformedJson?: boolean | undefined;
  readonly truncate?: boolean | undefined;
}

/**
 * Writes a reply as the service does: `application/json` without charset, `X-Request-Id`, `X-Runtime`, and on
 * cacheable answers (200 and 201) a weak `ETag`. Gives the text that was written.
 */
export function writeAnswer(
  response: ServerResponse,
  reply: Reply,
  context: AnswerContext,
  damage: Damage = {},
): string {
  const whole = JSON.stringify(reply.body);
  const text = damage.malformedJson === true ? whole.slice(0, -1) : whole;
  const bytes = Buffer.from(text, 'utf8');
  response.writeHead(reply.status, {
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
    'X-Request-Id': context.requestId,
    'X-Runtime': ((performance.now() - context.startedAt) / 1000).toFixed(6),
    ...cacheHeaders(reply.status, bytes),
    ...reply.headers,
  });
  if (damage.truncate === true) cutInTheMiddle(response, bytes);
  else response.end(bytes);
  return text;
}

function cacheHeaders(status: number, bytes: Buffer): Readonly<Record<string, string>> {
  if (status !== 200 && status !== 201) return { 'Cache-Control': 'no-cache' };
  const hash = createHash('md5').update(bytes).digest('hex');
  return { 'Cache-Control': 'max-age=0, private, must-revalidate', ETag: `W/"${hash}"` };
}

function cutInTheMiddle(response: ServerResponse, bytes: Buffer): void {
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
