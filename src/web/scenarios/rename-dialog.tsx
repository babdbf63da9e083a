import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Trouble } from '../ui/trouble.tsx';

/** Asks for another name. */
export function RenameDialog({
  name,
  onRename,
  onClose,
}: {
  readonly name: string;
  readonly onRename: (name: string) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState(name);
  const rename = useMutation({ mutationFn: onRename, onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={`Rename ${name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate(text.trim());
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            required
            maxLength={200}
            data-autofocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {rename.error !== null && <Trouble error={rename.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={rename.isPending} disabled={text.trim() === ''}>
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
