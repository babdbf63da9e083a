import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Trouble } from './trouble.tsx';

/** Asks before something is done, does it, and shows why when it could not be. */
export function Confirm({
  title,
  action,
  isDangerous = false,
  onConfirm,
  onClose,
  children,
}: {
  readonly title: string;
  /** The word on the button. */
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const work = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack>
        <div>{children}</div>
        {work.error !== null && <Trouble error={work.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button loading={work.isPending} {...(isDangerous && { color: 'danger' })} onClick={() => work.mutate()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
