import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { stepTitle } from '../model/aria-names.ts';
import { moveTo } from '../model/move-step.ts';
import { destinationsOf } from '../model/places.ts';
import type { DialogProps } from './builder-dialogs.tsx';
import { useEditor } from './editor.ts';
import { nameOfStep } from './module-names.ts';
import { kindsOf } from './use-kinds.ts';
import { useStep } from './use-step.ts';

/** Moves a module to any place it can stand at, for people who do not drag. */
export default function MoveDialog({ dialog: { id }, onClose }: DialogProps<'move'>) {
  const { blueprint, catalogue, make } = useEditor();
  const found = useStep(id);
  const [chosen, setChosen] = useState<string | null>(null);
  if (found === undefined) return null;
  const { path, named } = found;
  const kinds = kindsOf(catalogue);
  const destinations = destinationsOf(blueprint, path, kinds, (step) => nameOfStep(step, catalogue));
  const destination = destinations[Number(chosen ?? -1)];
  return (
    <Modal opened onClose={onClose} title={`Move ${stepTitle(named)}`}>
      <Stack>
        {destinations.length === 0 ? (
          <Text size="sm">There is no other place where it could stand.</Text>
        ) : (
          <Select
            label="New place"
            placeholder="Choose a place"
            searchable
            data-autofocus
            data={destinations.map(({ text }, index) => ({ value: String(index), label: text }))}
            value={chosen}
            onChange={setChosen}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={destination === undefined}
            onClick={() => {
              onClose();
              if (destination === undefined) return;
              make((latest) => moveTo(latest, path, destination.place, kinds), { label: `Move ${stepTitle(named)}` });
            }}
          >
            Move
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
