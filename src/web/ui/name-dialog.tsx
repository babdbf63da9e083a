import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Trouble } from './trouble.tsx';

/** Asks for a name, does something with it, and shows why when it could not be done. */
export function NameDialog({
  title,
  label = 'Name',
  description,
  name,
  action,
  onSave,
  onClose,
  children,
}: {
  readonly title: string;
  readonly label?: string;
  readonly description?: string;
  /** What stands there at first. */
  readonly name: string;
  /** The word on the button. */
  readonly action: string;
  readonly onSave: (name: string) => Promise<unknown>;
  readonly onClose: () => void;
  /** What else is asked, with why the last attempt was refused. */
  readonly children?: (refusal: Error | null) => ReactNode;
}) {
  const [text, setText] = useState(name);
  const save = useMutation({ mutationFn: onSave, onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(text.trim());
        }}
      >
        <Stack>
          <TextInput
            label={label}
            description={description}
            required
            maxLength={200}
            data-autofocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {children?.(save.error)}
          {save.error !== null && <Trouble error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={text.trim() === ''}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
