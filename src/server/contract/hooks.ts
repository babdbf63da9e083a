import { z } from 'zod';
import { cutValue } from './cut.ts';
import { collection, idOf, json, label, time } from './primitives.ts';

export const queueState = z.enum(['queued', 'running', 'retrying', 'done', 'dead', 'held', 'discarded']);

export const processingMode = z
  .strictObject({
    type: z.enum(['parallel', 'sequential', 'per-key']),
    concurrency: z.number().int().min(1).max(1000).default(64),
    key: z
      .string()
      .max(2000)
      .nullable()
      .default(null)
      .meta({ description: 'Expression that yields the key, for `per-key`.' }),
  })
  .meta({ id: 'ProcessingMode' });

const scheme = z.enum(['standard-webhooks', 'hmac-sha256']);
const count = z.number().int().nonnegative();

export const hook = z
  .object({
    id: idOf('hk'),
    app: z.string(),
    webhook: z.string(),
    name: z.string(),
    connectionId: z.string().nullable(),
    url: z.string().meta({ description: 'Where deliveries come to; it is unguessable, so treat it as a secret.' }),
    parameters: json,
    state: z.enum(['attaching', 'attached', 'detaching', 'detached', 'failed']),
    reason: z.string().nullable().meta({ description: 'Why it is not registered.' }),
    retryAt: time.nullable(),
    mode: processingMode,
    queueLimit: count,
    maxAttempts: count,
    paused: z.boolean(),
    checks: z.object({
      companyKey: z.boolean().meta({ description: 'Whether a company key is expected.' }),
      header: z.object({ name: z.string() }).nullable(),
      cidrs: z.array(z.string()).nullable(),
      signature: z
        .object({ scheme, header: z.string().nullable(), toleranceSeconds: z.number().nullable() })
        .nullable(),
    }),
    queue: z.record(queueState, count).optional().meta({ description: 'Deliveries by state; when one hook is read.' }),
    createdAt: time,
    updatedAt: time,
    version: z.number().int(),
  })
  .meta({ id: 'Hook' });

/** A webhook in the list, with what an overview shows of it. */
export const hookRow = hook
  .extend({
    queue: z.record(queueState, count).meta({ description: 'Deliveries by state.' }),
    lastDeliveryAt: time.nullable(),
    scenarioIds: z.array(z.string()).meta({ description: 'Scenarios that it starts.' }),
  })
  .meta({ id: 'HookRow' });

export const hookCreate = z
  .strictObject({
    app: z.string(),
    webhook: z.string().meta({ description: 'Webhook component of the app.' }),
    connectionId: idOf('con').nullable().default(null),
    name: label,
    parameters: collection.default({}).meta({ description: "Values of the webhook's own fields." }),
  })
  .meta({ id: 'HookCreate' });

const secret = z.string().max(1000).regex(/\S/, 'must not be blank');

export const hookUpdate = z
  .strictObject({
    name: label.optional(),
    parameters: collection
      .optional()
      .meta({ description: "Values of the webhook's own fields; the service is told where it is registered." }),
    paused: z.boolean().optional(),
    mode: processingMode.optional(),
    queueLimit: z.number().int().min(1).max(1_000_000).optional(),
    maxAttempts: z.number().int().min(1).max(100).optional(),
    checks: z
      .strictObject({
        companyKey: secret.nullable().optional(),
        header: z
          .strictObject({ name: z.string().regex(/^[\w-]{1,100}$/), value: secret })
          .nullable()
          .optional(),
        cidrs: z.array(z.string().max(50)).min(1).max(1000).nullable().optional(),
        signature: z
          .strictObject({
            scheme,
            secret,
            header: z
              .string()
              .regex(/^[\w-]{1,100}$/)
              .optional(),
            toleranceSeconds: z.number().int().min(1).max(86_400).optional(),
          })
          .nullable()
          .optional(),
      })
      .optional()
      .meta({ description: 'What is left out stays; null removes a check.' }),
  })
  .meta({ id: 'HookUpdate' });

const driftAction = z.enum([
  'adopted',
  'recreated',
  'removed-duplicate',
  'removed-orphan',
  'attached',
  'detached',
  'refused',
]);

export const drift = z
  .object({
    id: z.string(),
    hookId: z.string().nullable(),
    at: time,
    action: driftAction,
    detail: z.string(),
    dryRun: z.boolean(),
  })
  .meta({ id: 'Drift' });

export const reconcileRequest = z
  .strictObject({ dryRun: z.boolean().default(true).meta({ description: 'Only say what would be done.' }) })
  .meta({ id: 'ReconcileRequest' });

export const reconcileResult = z
  .object({
    dryRun: z.boolean(),
    actions: z.array(z.object({ hookId: z.string().nullable(), action: driftAction, detail: z.string() })),
    unreachable: z
      .array(z.object({ app: z.string(), connectionId: z.string().nullable(), reason: z.string() }))
      .meta({ description: 'Accounts that could not be asked: nothing was changed there.' }),
  })
  .meta({ id: 'ReconcileResult' });

export const queueItem = z
  .object({
    scenarioId: z.string(),
    state: queueState,
    orderKey: z.string().nullable(),
    attempts: count,
    crashes: count,
    runAt: time,
    reason: z.string().nullable(),
    executionId: z.string().nullable(),
    updatedAt: time,
  })
  .meta({ id: 'QueueItem' });

export const delivery = z
  .object({
    id: idOf('whd'),
    hookId: z.string(),
    eventId: z.string().nullable(),
    duplicateOf: z.string().nullable(),
    receivedAt: time,
    method: z.string(),
    query: z.string(),
    size: count,
    remoteAddress: z.string(),
    erasedAt: time.nullable().meta({
      description:
        'When its body, query and headers were erased, because only confidential scenarios have worked it off: it cannot be replayed.',
    }),
    items: z.array(queueItem),
  })
  .meta({ id: 'Delivery' });

export const deliveryDetail = delivery
  .extend({
    headers: collection.meta({ description: 'Headers as received; those that carry credentials are redacted.' }),
    body: z.object({
      encoding: z.enum(['text', 'base64']).meta({ description: '`base64` when the bytes are no UTF-8.' }),
      content: z.union([z.string(), cutValue]).meta({ description: 'A cut value only when `cut` was asked for.' }),
    }),
  })
  .meta({ id: 'DeliveryDetail' });

/** Which deliveries an action is for: by id, or by a filter. */
export const deliverySelection = z
  .strictObject({
    deliveryIds: z.array(idOf('whd')).min(1).max(1000).optional(),
    hookId: idOf('hk').optional(),
    scenarioId: idOf('scn').optional(),
    states: z.array(queueState).min(1).optional(),
    from: time.optional().meta({ description: 'Received at this time or later.' }),
    to: time.optional().meta({ description: 'Received before this time.' }),
    confirmed: z
      .boolean()
      .optional()
      .meta({ description: 'Needed to act on everything there is: no ids, hook, scenario, state or time.' }),
  })
  .meta({ id: 'DeliverySelection' });

export const deliveryCopy = z
  .strictObject({ scenarioId: idOf('scn') })
  .meta({ id: 'DeliveryCopy', description: 'The scenario that gets the copy.' });

export const deliverySample = z
  .object({ deliveryId: z.string(), bundles: z.array(json) })
  .meta({ id: 'DeliverySample' });

export const actionResult = z
  .object({ count })
  .meta({ id: 'ActionResult', description: 'How many queue items changed.' });
