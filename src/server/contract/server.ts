import { z } from 'zod';
import { time } from './primitives.ts';

const count = z.number().int();

/** The server itself, for a page of settings; no secrets. */
export const serverInfo = z
  .object({
    version: z.string(),
    node: z.string().meta({ description: 'Version of Node.js, for example `v20.20.0`.' }),
    startedAt: time,
    publicUrl: z.string().nullable().meta({ description: 'Address under which services on the internet reach it.' }),
    timezone: z.string(),
    store: z.literal('sqlite'),
    sandbox: z
      .object({
        url: z.string().meta({ description: 'Address of the sandbox itself.' }),
        apiPath: z.literal('/sandbox-api').meta({ description: 'Where this server answers for it.' }),
      })
      .nullable()
      .meta({ description: 'Null when no sandbox runs beside the server.' }),
    keyId: z.string().meta({ description: 'The key that seals now; an id, not the key.' }),
    retention: z.object({
      executionDays: count.meta({ description: 'Days that executions are kept.' }),
      deliveryDays: count.meta({ description: 'Days that finished deliveries are kept.' }),
    }),
    limits: z.object({
      deadlineMs: count.meta({ description: 'Milliseconds one HTTP exchange may take.' }),
      queueLimit: count.meta({ description: 'Deliveries that may wait per webhook.' }),
      webhookBodyBytes: count.meta({ description: 'Largest body of a delivery.' }),
      requestBodyBytes: count.meta({ description: 'Largest body of a request to this API, unless it says otherwise.' }),
      blueprintBytes: count.meta({ description: 'Largest blueprint.' }),
    }),
  })
  .meta({ id: 'ServerInfo' });
