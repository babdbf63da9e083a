import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { copyDelivery } from '../api/hooks.ts';
import { scenariosQuery } from '../api/scenarios.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Trouble } from '../ui/trouble.tsx';

/** Hands a copy of a delivery to a scenario people choose. */
export function CopyToScenario({ deliveryId, onClose }: { readonly deliveryId: string; readonly onClose: () => void }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const scenarios = useQuery(scenariosQuery());
  const [chosen, setChosen] = useState<string | null>(null);
  const copy = useMutation({
    mutationFn: (scenarioId: string) => copyDelivery(deliveryId, scenarioId),
    onSuccess: () => {
      announce('A copy was queued.');
      void client.invalidateQueries({ queryKey: ['deliveries'] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Replay to a scenario">
      <Stack>
        <Select
          label="Scenario"
          searchable
          data={(scenarios.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onChange={setChosen}
        />
        {copy.error !== null && <Trouble error={copy.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={chosen === null}
            loading={copy.isPending}
            onClick={() => {
              if (chosen !== null) copy.mutate(chosen);
            }}
          >
            Replay
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
