import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { stepTitle } from '../model/aria-names.ts';
import { DIRECTIVES } from '../model/directives.ts';
import { addErrorHandler } from '../model/error-handler.ts';
import type { DialogProps } from './builder-dialogs.tsx';
import { useEditor } from './editor.ts';
import { useStep } from './use-step.ts';

/** Chooses what happens when a module fails. */
export default function HandlerDialog({ dialog: { id }, onClose }: DialogProps<'handler'>) {
  const { make } = useEditor();
  const found = useStep(id);
  const [chosen, setChosen] = useState(DIRECTIVES[0]);
  if (found === undefined) return null;
  const { path, named } = found;
  return (
    <Modal opened onClose={onClose} title={`When ${stepTitle(named)} fails`}>
      <Stack>
        <Radio.Group
          label="Error handler"
          value={chosen?.module ?? ''}
          onChange={(module) => setChosen(DIRECTIVES.find((directive) => directive.module === module))}
        >
          <Stack gap="sm" mt="xs">
            {DIRECTIVES.map(({ module, label, meaning, status }) => (
              <Radio
                key={module}
                value={module}
                label={label}
                description={`${meaning} The run ends with the status ${status}.`}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={chosen === undefined}
            onClick={() => {
              onClose();
              if (chosen === undefined) return;
              make((blueprint) => addErrorHandler(blueprint, path, chosen), {
                label: `Add error handler to ${stepTitle(named)}`,
              });
            }}
          >
            Add error handler
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
