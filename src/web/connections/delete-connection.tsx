import { useQueryClient } from '@tanstack/react-query';
import { deleteConnection } from '../api/connections.ts';
import type { ConnectionRow } from '../api/contract.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { InUse } from '../ui/in-use.tsx';
import { Uses } from './uses.tsx';

/** Deletes a connection that nothing uses; says who uses it otherwise. */
export function DeleteConnection({
  connection,
  onClose,
}: {
  readonly connection: ConnectionRow;
  readonly onClose: () => void;
}) {
  const { id, name, usedBy } = connection;
  const client = useQueryClient();
  const announce = useAnnounce();
  if (usedBy.scenarios + usedBy.webhooks > 0) {
    return (
      <InUse name={name} hint="Choose another connection there first, or delete what uses it:" onClose={onClose}>
        <Uses id={id} />
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
        await deleteConnection(id);
        await client.invalidateQueries({ queryKey: ['connections'] });
        announce(`${name} was deleted.`);
      }}
    >
      Its token is forgotten. The account itself stays as it is.
    </Confirm>
  );
}
