import { useQueryClient } from '@tanstack/react-query';
import type { DataStore } from '../api/contract.ts';
import { clearDataStore } from '../api/data-stores.ts';
import { counted } from '../model/aria-names.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';

/** Deletes all records of a data store after a question. */
export function ClearDataStore({
  dataStore: { id, name, records },
  onClose,
}: {
  readonly dataStore: DataStore;
  readonly onClose: () => void;
}) {
  const client = useQueryClient();
  const announce = useAnnounce();
  return (
    <Confirm
      title={`Delete all records of ${name}?`}
      action="Delete all records"
      isDangerous
      onClose={onClose}
      onConfirm={async () => {
        await clearDataStore(id);
        await client.invalidateQueries({ queryKey: ['data-stores'] });
        announce(`${name} is empty.`);
      }}
    >
      {counted(records, 'record')} will be gone for good. The data store itself stays.
    </Confirm>
  );
}
