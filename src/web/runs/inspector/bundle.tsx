import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { isShortened } from '../../model/shortened.ts';
import { JsonView } from '../../ui/json-view.tsx';
import type { JsonViewProps } from '../../ui/json-view.tsx';
import { Trouble } from '../../ui/trouble.tsx';

/** One bundle. The history keeps the beginning of a large one; where all of it is still known, it can be read. */
export function Bundle({
  onWhole,
  value,
  ...view
}: JsonViewProps & {
  /** Reads all of it from where it came from. */
  readonly onWhole?: (() => Promise<unknown>) | undefined;
}) {
  const [whole, setWhole] = useState<unknown>();
  const load = useMutation({ mutationFn: async () => setWhole(await onWhole?.()) });
  return (
    <>
      {whole === undefined && isShortened(value) && (
        <Group gap="sm" mb="xs">
          <Text size="sm">
            The history keeps the first 64 KB of a bundle, and this one is larger.
            {onWhole === undefined && ' The rest was not kept.'}
          </Text>
          {onWhole !== undefined && (
            <Button size="compact-sm" variant="light" loading={load.isPending} onClick={() => load.mutate()}>
              Load the whole bundle
            </Button>
          )}
          {load.error !== null && <Trouble error={load.error} />}
        </Group>
      )}
      <JsonView {...view} value={whole ?? value} />
    </>
  );
}
