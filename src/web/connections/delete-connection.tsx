import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { deleteConnection } from '../api/connections.ts';
import type { ConnectionRow } from '../api/contract.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Uses } from './used-by.tsx';

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
      <Modal opened onClose={onClose} title={`${name} is in use`}>
        <Stack>
          <Text size="sm">Choose another connection there first, or delete what uses it:</Text>
          <Uses id={id} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              Close
            </Button>
          </Group>
        </Stack>
      </Modal>
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
