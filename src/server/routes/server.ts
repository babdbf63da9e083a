import * as contract from '../contract/server.ts';
import { BODY_LIMIT } from '../mount.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import type { ServerContext } from '../parts.ts';
import { SANDBOX_PATH } from '../sandbox-mount.ts';
import { timeOf } from '../views/time.ts';
import type { z } from 'zod';
import { BLUEPRINT_LIMIT } from './scenarios.ts';

/** The server itself. */
export const SERVER_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/server',
      operationId: 'getServer',
      tag: 'Server',
      summary: 'Read how the server is set up',
      result: { status: 200, description: 'Settings and limits; no secrets.', schema: contract.serverInfo },
    },
    ({ parts }) => ({ body: showServer(parts) }),
  ),
];

function showServer(parts: ServerContext): z.output<typeof contract.serverInfo> {
  const { version, startedAt, config, sandbox, vault } = parts;
  const { publicUrl, timezone, retentionDays, deadlineMs, queueLimit, maxBodyBytes } = config;
  return {
    version,
    node: process.version,
    startedAt: timeOf(startedAt),
    publicUrl: publicUrl ?? null,
    timezone,
    store: 'sqlite',
    sandbox: sandbox === undefined ? null : { url: sandbox.url, apiPath: SANDBOX_PATH },
    keyId: vault.keyId(),
    retention: { executionDays: retentionDays, deliveryDays: retentionDays },
    limits: {
      deadlineMs,
      queueLimit,
      webhookBodyBytes: maxBodyBytes,
      requestBodyBytes: BODY_LIMIT,
      blueprintBytes: BLUEPRINT_LIMIT,
    },
  };
}
