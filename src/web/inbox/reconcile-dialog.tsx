import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { reconcile } from '../api/hooks.ts';
import type { Reconciliation } from '../api/hooks.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Trouble } from '../ui/trouble.tsx';

/** Says how the registrations differ from what the services have, and repairs them when asked. */
export function ReconcileDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const check = useQuery({ queryKey: ['reconcile'], queryFn: () => reconcile(true), staleTime: 0, gcTime: 0 });
  const repair = useMutation({
    mutationFn: () => reconcile(false),
    onSuccess: ({ actions }) => {
      announce(
        actions.length === 1 ? '1 registration was repaired.' : `${actions.length} registrations were repaired.`,
      );
      void client.invalidateQueries({ queryKey: ['hooks'] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Check registrations" size="lg">
      <Stack>
        <Loaded query={check} label="Asking the services">
          {(found) => <Findings found={found} />}
        </Loaded>
        {repair.error !== null && <Trouble error={repair.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button
            loading={repair.isPending}
            disabled={check.data === undefined || check.data.actions.length === 0}
            onClick={() => repair.mutate()}
          >
            Repair
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Findings({ found: { actions, unreachable } }: { readonly found: Reconciliation }) {
  return (
    <>
      {actions.length === 0 ? (
        <Text size="sm">Every webhook is registered exactly as it should be.</Text>
      ) : (
        <>
          <Text size="sm">A repair would do this. It also happens by itself within a minute.</Text>
          <List size="sm">
            {actions.map(({ hookId, action, detail }) => (
              <List.Item key={`${hookId ?? ''}${action}${detail}`}>{detail}</List.Item>
            ))}
          </List>
        </>
      )}
      {unreachable.map(({ app, reason }) => (
        <Text key={app + reason} size="sm">
          {app} could not be asked: {reason}
        </Text>
      ))}
    </>
  );
}
