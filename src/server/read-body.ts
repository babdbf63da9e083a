import type { IncomingMessage } from 'node:http';
import { ConnectorError } from '../core/errors.ts';
import { depthOf } from '../core/json.ts';
import { refuse } from './refusal.ts';

/** Deepest nesting of a body. */
const DEEPEST = 256;

/**
 * The JSON body of a request. Only its Content-Type says that it is JSON; compressed bodies are not read.
 * @throws ConnectorError refused with 413 or 415; `UsageError` for what is no JSON, or is nested too deeply.
 */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<unknown> {
  checkType(request);
  const bytes = await readBytes(request, limit);
  const value = parse(bytes);
  if (depthOf(value, DEEPEST + 1) <= DEEPEST) return value;
  throw malformed(`The body is nested more than ${DEEPEST} levels deep.`);
}

/** Whether the request announces a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function checkType({ headers }: IncomingMessage): void {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.find((parameter) => parameter.trim().startsWith('charset='))?.trim();
  const isJson = /^application\/(?:json|[\w.+-]+\+json)$/.test(type.trim());
  if (!isJson) throw refuse('UnsupportedMediaType', `The body is of type "${type.trim() || 'unknown'}".`);
  if (charset !== undefined && !/^charset="?utf-8"?$/.test(charset)) {
    throw refuse('UnsupportedMediaType', 'The body is not in UTF-8.');
  }
  const coding = headers['content-encoding'];
  if (coding !== undefined && coding !== 'identity') {
    throw refuse('UnsupportedMediaType', `The body is compressed with "${coding}".`, { 'Accept-Encoding': 'identity' });
  }
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The connection is closed with the answer: what is left of the body is not read. */
function tooLarge(limit: number): ConnectorError {
  return refuse('BodyTooLarge', `The body is larger than ${limit} bytes.`, { Connection: 'close' });
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw malformed('The body is not JSON in UTF-8.');
  }
}

function malformed(message: string): ConnectorError {
  return new ConnectorError('UsageError', message, {
    problems: [{ pointer: '', severity: 'error', code: 'MALFORMED_JSON', message }],
    fix: 'Send one JSON value in UTF-8.',
  });
}
