import { createHash, randomUUID } from 'node:crypto';
import { ConnectorError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { isCollection } from '../core/json.ts';
import type { ServerParts } from './parts.ts';
import { refuse } from './refusal.ts';

/** An answer that can be given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request with a key. */
export interface KeyedRequest {
  /** The `Idempotency-Key` header. */
  readonly key: string;
  readonly operationId: string;
  /** Path of the request. */
  readonly path: string;
  readonly body: unknown;
}

/** How long an answer is kept. */
const KEPT_MS = 24 * 3_600_000;
/** After so long, a request whose end is not known, because the program died, may be made again. */
const CLAIMED_MS = 15 * 60_000;

/**
 * Does something once per key: a repeated request gets the first answer. Only answers are kept; after an error the same
 * key may be tried again. Of the request itself a digest is kept.
 * @throws ConnectorError refused with 422 when the key was used for another request; `ConflictError` while the first one
 *   is still at work; `UsageError` for a key that cannot be one; whatever `act` throws.
 */
export async function once(
  { store, clock }: Pick<ServerParts, 'store' | 'clock'>,
  request: KeyedRequest,
  act: () => Promise<KeptAnswer>,
): Promise<KeptAnswer & { readonly isRepeated: boolean }> {
  const key = checkedKey(request.key);
  const scope = `idempotency:${request.operationId}`;
  const fingerprint = fingerprintOf(request);
  const claim = randomUUID();
  const found = await store.values.claim(scope, key, { fingerprint, claim }, clock.now() + CLAIMED_MS);
  if (memberOf(found, 'claim') !== claim) return repeated(found, fingerprint);
  try {
    const answer = await act();
    const kept = { fingerprint, answer: { ...answer, headers: { ...answer.headers } } };
    await store.values.set(scope, key, kept, clock.now() + KEPT_MS);
    return { ...answer, isRepeated: false };
  } catch (error) {
    await store.values.remove(scope, key);
    throw error;
  }
}

function repeated(found: Json, fingerprint: string): KeptAnswer & { readonly isRepeated: boolean } {
  if (memberOf(found, 'fingerprint') !== fingerprint) {
    throw refuse('IdempotencyKeyReused', 'This Idempotency-Key was used for another request within the last 24 hours.');
  }
  const answer = memberOf(found, 'answer');
  if (isCollection(answer)) return { ...(answer as unknown as KeptAnswer), isRepeated: true };
  throw new ConnectorError('ConflictError', 'The first request with this Idempotency-Key is still at work.', {
    fix: 'Wait a moment and send it again.',
    retryAfterMs: 1000,
  });
}

function checkedKey(key: string): string {
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const message = 'The Idempotency-Key must be 1 to 255 visible ASCII characters.';
  throw new ConnectorError('UsageError', message, {
    problems: [{ pointer: '/headers/idempotency-key', severity: 'error', code: 'IDEMPOTENCY_KEY', message }],
    fix: 'Use a random key, for example a UUID.',
  });
}

/** Bodies may hold secrets, so only a digest of them is kept. */
function fingerprintOf({ path, body }: KeyedRequest): string {
  return createHash('sha256')
    .update(path)
    .update('\n')
    .update(JSON.stringify(body ?? null))
    .digest('base64');
}

function memberOf(value: Json, name: string): unknown {
  return isCollection(value) ? value[name] : undefined;
}
