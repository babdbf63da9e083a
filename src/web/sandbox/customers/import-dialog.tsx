import { Button, FileButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useState } from 'react';
import { importCustomers, sandboxImportsQuery } from '../../api/sandbox-imports.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { useAct } from '../use-act.ts';
import { ImportProgress } from './import-progress.tsx';

/** Takes customers from a CSV file, shows how far it is, and every cell that could not be taken. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const imports = useQuery(sandboxImportsQuery());
  const begin = useAct(importCustomers, { isShown: true, onDone: ({ id }) => setId(id) });
  const [begun, setId] = useState<number>();
  const id = begun ?? imports.data?.find(({ state }) => state === 'running')?.id;
  const isShown = id !== undefined && !begin.isPending && begin.error === null;
  return (
    <Modal opened onClose={onClose} title="Import customers" size="lg">
      <Stack>
        <Text size="sm">
          The first line names the columns: <code>Phone Number</code>, then any of First Name, Last Name, Email,
          External ID, ZIP Code, Timezone, Picture URL, Subscribed, Assigned To. Columns after Assigned To are
          properties; the cell DELETE removes one. Known numbers are changed, others are added, and empty cells change
          nothing.
        </Text>
        <Group>
          <FileButton
            accept="text/csv,.csv"
            disabled={begin.isPending}
            onChange={(file) => {
              if (file !== null) begin.mutate(file);
            }}
          >
            {(props) => (
              <Button
                data-autofocus
                leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
                loading={begin.isPending}
                {...(isShown && { variant: 'default' })}
                {...props}
              >
                {isShown ? 'Choose another file' : 'Choose a file'}
              </Button>
            )}
          </FileButton>
        </Group>
        {begin.error !== null && <Trouble error={begin.error} />}
        {isShown && <ImportProgress key={id} id={id} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {isShown ? 'Done' : 'Cancel'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
