import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';

/** Asks for one text. */
export function TextDialog({
  title,
  label,
  description,
  text: initial,
  isLong = false,
  onDone,
  onClose,
}: {
  readonly title: string;
  readonly label: string;
  readonly description?: string;
  readonly text: string;
  readonly isLong?: boolean;
  readonly onDone: (text: string) => void;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState(initial);
  const done = (): void => {
    onDone(text);
    onClose();
  };
  const field = {
    label,
    description,
    value: text,
    'data-autofocus': true,
    onKeyDown: (event: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean }) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) done();
    },
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setText(event.currentTarget.value),
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <Stack>
          {isLong ? <Textarea autosize minRows={4} maxRows={12} {...field} /> : <TextInput {...field} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit">OK</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
