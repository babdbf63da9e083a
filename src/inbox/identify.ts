import { createHash } from 'node:crypto';
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
  const readEvent = eventId && compileReading(eventId, hook, evaluation);
  const readKey = key && compileReading(key, hook, evaluation);
  const signsId = hook.checks.signature?.scheme === 'standard-webhooks';
  return (delivery) => ({
    eventId: readEvent?.(delivery) ?? (signsId ? shortened(delivery.raw.headers['webhook-id']) : null),
    orderKey: readKey?.(delivery) ?? null,
  });
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

/** Intake is a hot path: only what the template reads is parsed. */
function compileReading(
  template: Template,
  { parameters }: Pick<HookRecord, 'parameters'>,
  evaluation: InboundEvaluation,
): (delivery: UnreadDelivery) => string | null {
  const environment = evaluation.variables?.['environment'];
  const common = evaluation.variables?.['common'];
  const readsBody = template.roots.has('body');
  const readsQuery = template.roots.has('query');
  const { clock, random, timezone, limits } = evaluation;
  return ({ raw, parsed }) => {
    try {
      const { method, headers } = raw;
      const body = readsBody ? parsed() : undefined;
      const query = readsQuery ? parseQuery(raw.query) : undefined;
      const variables = { method, headers, body, query, parameters, environment, common };
      return shortened(template.evaluate({ clock, random, timezone, limits, variables }));
    } catch {
      return null;
    }
  };
}

function shortened(value: unknown): string | null {
  const text = value === undefined || value === null ? '' : textOf(value);
  if (text === '') return null;
  return text.length <= LONGEST ? text : createHash('sha256').update(text).digest('base64url');
}
