import { useQueryClient } from '@tanstack/react-query';
import type { DataStoreRow } from '../api/contract.ts';
import { deleteDataStore } from '../api/data-stores.ts';
import { counted } from '../model/aria-names.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { InUse } from '../ui/in-use.tsx';
import { DataStoreUses } from './data-store-uses.tsx';

/** Deletes a data store that no scenario uses; says which ones use it otherwise. */
export function DeleteDataStore({
  dataStore: { id, name, records, usedBy },
  onClose,
}: {
  readonly dataStore: DataStoreRow;
  readonly onClose: () => void;
}) {
  const client = useQueryClient();
  const announce = useAnnounce();
  if (usedBy.scenarios > 0) {
    const hint = 'Choose another data store there first, or delete the scenarios that use it:';
    return (
      <InUse name={name} hint={hint} onClose={onClose}>
        <DataStoreUses id={id} />
      </InUse>
    );
  }
  return (
    <Confirm
      title={`Delete ${name}?`}
      action="Delete"
      isDangerous
      onClose={onClose}
      onConfirm={async () => {
        await deleteDataStore(id);
        await client.invalidateQueries({ queryKey: ['data-stores'], exact: true });
        announce(`${name} was deleted.`);
      }}
    >
      It is deleted with {counted(records, 'record')}, for good.
    </Confirm>
  );
}
