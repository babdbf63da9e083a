import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { AuthorizationState } from './use-authorization.ts';

/** What people see while they are asked on the page of the service, and when that came to nothing. */
export function AuthorizationWait({
  authorization: { current, isBlocked, forget },
  app,
}: {
  readonly authorization: AuthorizationState;
  /** Label of the app whose service asks. */
  readonly app: string;
}) {
  const link = useRef<HTMLAnchorElement>(null);
  const back = useRef<HTMLButtonElement>(null);
  const isOver = current?.status === 'failed';
  // The button that was pressed is gone; the next thing to do gets the focus.
  useEffect(() => (isOver ? back : link).current?.focus(), [isOver]);
  if (current === undefined) return null;
  if (isOver) {
    return (
      <Stack>
        <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />} title="Not connected">
          <Text size="sm">
            {current.error?.detail} {current.error?.fix}
          </Text>
        </Alert>
        <Group justify="flex-end">
          <Button ref={back} onClick={forget}>
            Back to the form
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack>
      <div role="status">
        <Text>
          {isBlocked
            ? `Your browser kept the page of ${app} from opening. Open it with the link below and allow access.`
            : `Allow access on the page of ${app} that has opened. This dialog then goes on by itself.`}
        </Text>
      </div>
      {current.url !== null && (
        <Anchor ref={link} href={current.url} target="_blank" rel="noopener noreferrer">
          {isBlocked ? `Open the page of ${app}` : `Open the page of ${app} again`}
        </Anchor>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={forget}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
