import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { removeApp } from '../api/apps.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';

/** Removes an imported app after a question; while something uses it the server says what. */
export function RemoveApp({ name, label }: { readonly name: string; readonly label: string }) {
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const announce = useAnnounce();
  const [, navigate] = useLocation();
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setAsking(true)}>
        Remove app
      </Button>
      {isAsking && (
        <Confirm
          title={`Remove ${label}?`}
          action="Remove"
          isDangerous
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            await removeApp(name);
            navigate('/apps');
            announce(`${label} was removed.`);
            await client.invalidateQueries({ queryKey: ['apps'] });
          }}
        >
          Its files are deleted here. It can be imported again at any time.
        </Confirm>
      )}
    </>
  );
}
