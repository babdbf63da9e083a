import { Modal, Stack, Text, UnstyledButton } from '@mantine/core';
import { templates } from '../model/templates.ts';
import { Trouble } from '../ui/trouble.tsx';
import type { BeginProps } from './create-scenario.tsx';
import { GlyphChain } from './glyph-chain.tsx';
import classes from './template-dialog.module.css';

/** Offers scenarios that are ready to use. */
export function TemplateDialog({ connections, isBusy, error, onCreate, onClose }: BeginProps) {
  // The sandbox first: what is tried out should reach nobody.
  const connection = connections.find(({ environment }) => environment === 'sandbox') ?? connections[0];
  return (
    <Modal opened onClose={onClose} title="Choose a template" size="lg">
      <Stack>
        {error !== null && <Trouble error={error} />}
        {templates(connection?.id).map(({ name, description, blueprint, modules }) => (
          <UnstyledButton
            key={name}
            className={classes['template']}
            disabled={isBusy}
            onClick={() => onCreate({ blueprint })}
          >
            <GlyphChain modules={modules} />
            <Text fw={600}>{name}</Text>
            <Text size="sm" c="dimmed">
              {description}
            </Text>
          </UnstyledButton>
        ))}
      </Stack>
    </Modal>
  );
}
