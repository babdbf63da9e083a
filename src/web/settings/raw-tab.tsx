import { Stack, Text } from '@mantine/core';
import type { Step } from '../model/blueprint.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { LongText } from '../ui/long-text.tsx';

/** The module as it stands in the blueprint. */
export function RawTab({ step }: { readonly step: Step }) {
  const text = JSON.stringify(step, null, 2);
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        The module as blueprints hold it. It can be pasted on the canvas of any scenario.
      </Text>
      <div>
        <CopyButton text={text} label="Copy JSON" />
      </div>
      <LongText name="Module as JSON" text={text} />
    </Stack>
  );
}
