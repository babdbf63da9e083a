import { Button, Group, Modal, Popover, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Says that something cannot be deleted: `children` are the links to what uses it. */
export function InUse({
  name,
  hint,
  children,
  onClose,
}: {
  readonly name: string;
  /** What to do first. */
  readonly hint: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={`${name} is in use`}>
      <Stack>
        <Text size="sm">{hint}</Text>
        {children}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Close
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** By how much something is used; when asked, the links to it, which are `children`. */
export function UsedBy({
  name,
  uses,
  children,
}: {
  readonly name: string;
  /** For example `2 scenarios`; undefined when nothing uses it. */
  readonly uses: string | undefined;
  readonly children: ReactNode;
}) {
  if (uses === undefined) return <Text size="sm">Unused</Text>;
  return (
    <Popover position="bottom-start" withinPortal>
      <Popover.Target>
        <Button size="compact-sm" variant="subtle" aria-label={`${name} is used by ${uses}`}>
          {uses}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>{children}</Popover.Dropdown>
    </Popover>
  );
}
