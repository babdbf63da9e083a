import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import { asBuffer } from '../../core/bytes.ts';
import { collectionOf, type Collection } from '../../core/json.ts';
import { REDACTED } from '../../core/secret.ts';
import type { DeliveryRecord, HookRecord, QueueItem } from '../../store/records.ts';
import type { DeliverySummary } from '../../store/store.ts';
import type * as contract from '../contract/hooks.ts';
import { type Cut, uncut } from '../cut.ts';
import { optionalTime, timeOf } from './time.ts';

/** Headers that carry credentials by their nature. */
const CREDENTIALS = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|.*(?:token|secret|signature|password|api-?key).*)$/i;

/** A delivery in a list. */
export function showDelivery({ delivery, items }: DeliverySummary): z.output<typeof contract.delivery> {
  const { id, hookId, eventId, duplicateOf, receivedAt, method, query, size, remoteAddress, erasedAt } = delivery;
  return {
    id,
    hookId,
    eventId,
    duplicateOf,
    receivedAt: timeOf(receivedAt),
    method,
    query,
    size,
    remoteAddress,
    erasedAt: optionalTime(erasedAt),
    items: items.map(showItem),
  };
}

/** A delivery with its headers and its body. */
export function showDeliveryDetail(
  record: DeliveryRecord,
  items: readonly QueueItem[],
  hook: HookRecord | undefined,
  cut: Cut = uncut,
): z.output<typeof contract.deliveryDetail> {
  const { body, headers, ...delivery } = record;
  const secret = [hook?.checks.header?.name, hook?.checks.signature?.header].map((name) => name?.toLowerCase());
  return {
    ...showDelivery({ delivery: { ...delivery, size: body.byteLength }, items }),
    headers: redactHeaders(headers, secret),
    body: showBody(body, cut),
  };
}

function redactHeaders(headers: DeliveryRecord['headers'], secret: readonly (string | undefined)[]): Collection {
  const isSecret = (name: string): boolean => CREDENTIALS.test(name) || secret.includes(name.toLowerCase());
  return collectionOf(Object.entries(headers).map(([name, value]) => [name, isSecret(name) ? REDACTED : value]));
}

function showBody(body: Uint8Array, cut: Cut): z.output<typeof contract.deliveryDetail>['body'] {
  const bytes = asBuffer(body);
  return isUtf8(bytes)
    ? { encoding: 'text', content: cut(bytes.toString('utf8')) }
    : { encoding: 'base64', content: cut(bytes.toString('base64')) };
}

function showItem(item: QueueItem): z.output<typeof contract.queueItem> {
  const { scenarioId, state, orderKey, attempts, crashes, runAt, reason, runId, updatedAt } = item;
  return {
    scenarioId,
    state,
    orderKey,
    attempts,
    crashes,
    runAt: timeOf(runAt),
    reason,
    executionId: runId,
    updatedAt: timeOf(updatedAt),
  };
}
