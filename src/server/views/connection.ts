import type { z } from 'zod';
import type { ConnectionView } from '../../vault/connection-view.ts';
import type * as contract from '../contract/connections.ts';
import { optionalTime, timeOf } from './time.ts';

/** A connection as the API shows it: what is listed here and nothing else. */
export function showConnection(view: ConnectionView): z.output<typeof contract.connection> {
  const { id, app, connection, name, account, environment, address, values, status, reason, version } = view;
  return {
    id,
    app,
    connection,
    name,
    account,
    environment,
    address,
    values,
    secrets: { ...view.secrets },
    status,
    reason,
    checkedAt: optionalTime(view.checkedAt),
    expiresAt: optionalTime(view.expiresAt),
    createdAt: timeOf(view.createdAt),
    updatedAt: timeOf(view.updatedAt),
    version,
  };
}
