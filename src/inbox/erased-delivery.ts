import { ConnectorError } from '../core/errors.ts';
import type { DeliveryRecord } from '../store/records.ts';

/** @throws ConnectorError `ConflictError` when there is nothing left of it to work with. */
export function refuseErased({ id, erasedAt }: Pick<DeliveryRecord, 'id' | 'erasedAt'>): void {
  if (erasedAt === null) return;
  throw new ConnectorError(
    'ConflictError',
    `The content of the delivery ${id} was erased once it was worked off, because the scenario is confidential.`,
    { fix: 'Make the event happen once more, or run the scenario with a sample.' },
  );
}
