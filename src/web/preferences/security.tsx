import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../api/request.ts';
import { serverQuery } from '../api/server.ts';
import { counted } from '../model/aria-names.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Facts } from './facts.tsx';

/** Who reaches the server, and the key everything secret is sealed with. */
export function Security() {
  const query = useQuery(serverQuery());
  const client = useQueryClient();
  const announce = useAnnounce();
  const [isAsking, setAsking] = useState(false);
  const rotate = async (): Promise<void> => {
    const { resealed } = await request<{ resealed: number }>('POST', '/keys/rotate');
    announce(`A new key is in use; ${counted(resealed, 'record')} sealed anew.`);
    await client.invalidateQueries({ queryKey: ['server'] });
  };
  return (
    <Loaded query={query} label="Loading the security settings">
      {({ keyId, publicUrl }) => (
        <Stack>
          <Facts
            name="Security"
            facts={[
              ['Who may open this page', 'Programs and browsers on this computer only'],
              ['Public address of webhooks', publicUrl ?? 'None: only the built-in sandbox reaches them'],
              ['Encryption key', keyId === null ? 'None yet' : <code key="key">{keyId}</code>],
            ]}
          />
          <Group>
            <Button variant="default" onClick={() => setAsking(true)}>
              Rotate the encryption key
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            Tokens are sealed with AES-256-GCM and opened only to send them to their own service.
          </Text>
          {isAsking && (
            <Confirm
              title="Rotate the encryption key?"
              action="Rotate"
              onClose={() => setAsking(false)}
              onConfirm={rotate}
            >
              A new key is made and every secret is sealed anew. Scenarios go on running meanwhile.
            </Confirm>
          )}
        </Stack>
      )}
    </Loaded>
  );
}
