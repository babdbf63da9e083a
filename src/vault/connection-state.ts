import type { AppConnection } from '../manifest/app.ts';
import type { ConnectionRecord } from '../store/records.ts';
import type { CheckResult } from './check.ts';
import type { ConnectionContent } from './connection-values.ts';
import { environmentOf } from './environment.ts';

/** What a check changes of a record. */
export type ConnectionState = Pick<
  ConnectionRecord,
  'account' | 'address' | 'status' | 'reason' | 'uid' | 'expiresAt' | 'checkedAt' | 'environment'
>;

/** The state a connection has after a check at `now`, in milliseconds since 1970. */
export function stateOf(connection: AppConnection, result: Omit<CheckResult, 'error'>, now: number): ConnectionState {
  const { account, address, status, reason, uid, expiresAt } = result;
  const checkedAt = status === 'unchecked' ? null : now;
  const environment = environmentOf(connection, result.values);
  return { account, address, status, reason, uid, expiresAt, checkedAt, environment };
}

/** What of a check is sealed. */
export function contentOf({ values, data, scope }: Pick<CheckResult, 'values' | 'data' | 'scope'>): ConnectionContent {
  return { values, data, scope };
}
