import type { z } from 'zod';
import type { DriftRecord, HookChecks, HookRecord } from '../../store/records.ts';
import type { drift, hook } from '../contract/hooks.ts';
import { optionalTime, timeOf } from './time.ts';

/** A hook as the API shows it; `url` is where deliveries come to. */
export function showHook(record: HookRecord, url: string): z.output<typeof hook> {
  const { id, app, webhook, name, connectionId, parameters, state, reason, queueLimit, maxAttempts, paused } = record;
  return {
    id,
    app,
    webhook,
    name,
    connectionId,
    url,
    parameters,
    state,
    reason,
    retryAt: optionalTime(record.retryAt),
    mode: { ...record.mode },
    queueLimit,
    maxAttempts,
    paused,
    checks: showChecks(record.checks),
    createdAt: timeOf(record.createdAt),
    updatedAt: timeOf(record.updatedAt),
    version: record.version,
  };
}

/** One repair, or the wish for one. */
export function showDrift({ id, hookId, at, action, detail, dryRun }: DriftRecord): z.output<typeof drift> {
  return { id, hookId, at: timeOf(at), action, detail, dryRun };
}

/** Which checks there are; their secrets are never shown. */
function showChecks({ companyKey, header, cidrs, signature }: HookChecks): z.output<typeof hook>['checks'] {
  return {
    companyKey: companyKey !== undefined,
    header: header === undefined ? null : { name: header.name },
    cidrs: cidrs === undefined ? null : [...cidrs],
    signature:
      signature === undefined
        ? null
        : {
            scheme: signature.scheme,
            header: signature.header ?? null,
            toleranceSeconds: signature.toleranceSeconds ?? null,
          },
  };
}
