import { createHash } from 'node:crypto';
import type { Collection } from '../core/json.ts';
import { textOf } from '../iml/coerce.ts';
import { compileTemplate } from '../iml/template.ts';
import type { Template } from '../iml/template.ts';
import type { InboundEvaluation } from '../manifest/inbound.ts';
import type { HookRecord } from '../store/records.ts';
import { parseQuery } from './parse-delivery.ts';
import type { RawDelivery } from './parse-delivery.ts';

/** A delivery whose body is only parsed when somebody asks for it. */
export interface UnreadDelivery {
  readonly raw: RawDelivery;
  /** The body as a value; the same one every time. @throws ConnectorError `DataError` when it cannot be read. */
  readonly parsed: () => unknown;
}

/** Which event a delivery is, and with which others it has to stay in order. */
export interface Identity {
  readonly eventId: string | null;
  readonly orderKey: string | null;
}

/** Longer ids and keys are kept as their digest. */
const LONGEST = 200;

/**
 * Compiles how deliveries of a hook are identified: by the app's `eventId`, else by the id that Standard Webhooks
 * signs; and by the key of the hook's mode. What cannot be evaluated counts as absent: such a delivery is kept as well.
 */
export function compileIdentity(
  hook: Pick<HookRecord, 'mode' | 'checks' | 'parameters'>,
  eventId: Template | undefined,
  evaluation: InboundEvaluation,
): (delivery: UnreadDelivery) => Identity {
  const key = orderKeyOf(hook);
  const signsId = hook.checks.signature?.scheme === 'standard-webhooks';
  return (delivery) => {
    const scope = { ...evaluation, variables: variablesOf(delivery, hook, evaluation) };
    const evaluate = (template: Template | undefined): string | null => {
      try {
        return shortened(template?.evaluate(scope));
      } catch {
        return null;
      }
    };
    const signed = signsId ? delivery.raw.headers['webhook-id'] : undefined;
    return { eventId: evaluate(eventId) ?? shortened(signed), orderKey: evaluate(key) };
  };
}

/** The key is checked when it is saved; one that cannot be read all the same leaves deliveries without a key. */
function orderKeyOf({ mode }: Pick<HookRecord, 'mode'>): Template | undefined {
  if (mode.type !== 'per-key' || mode.key === null) return undefined;
  try {
    return compileTemplate(mode.key, { mode: 'app' });
  } catch {
    return undefined;
  }
}

/** Getters, because most expressions read one of these and each costs time. */
function variablesOf(
  { raw, parsed }: UnreadDelivery,
  { parameters }: Pick<HookRecord, 'parameters'>,
  evaluation: InboundEvaluation,
): Collection {
  return {
    ...evaluation.variables,
    method: raw.method,
    headers: raw.headers,
    parameters,
    get body() {
      return parsed();
    },
    get query() {
      return parseQuery(raw.query);
    },
  };
}

function shortened(value: unknown): string | null {
  const text = value === undefined || value === null ? '' : textOf(value);
  if (text === '') return null;
  return text.length <= LONGEST ? text : createHash('sha256').update(text).digest('base64url');
}
