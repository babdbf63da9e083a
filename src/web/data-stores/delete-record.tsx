import { useQueryClient } from '@tanstack/react-query';
import { deleteDataRecord } from '../api/data-stores.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';

/** Deletes a record after a question. */
export function DeleteRecord({
  id,
  record,
  onClose,
}: {
  readonly id: string;
  /** Its key. */
  readonly record: string;
  readonly onClose: () => void;
}) {
  const client = useQueryClient();
  const announce = useAnnounce();
  return (
    <Confirm
      title="Delete the record?"
      action="Delete"
      isDangerous
      onClose={onClose}
      onConfirm={async () => {
        await deleteDataRecord(id, record);
        await client.invalidateQueries({ queryKey: ['data-stores'] });
        announce('The record was deleted.');
      }}
    >
      The record <code>{record}</code> will be gone for good.
    </Confirm>
  );
}
