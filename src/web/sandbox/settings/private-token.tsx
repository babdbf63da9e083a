import { Anchor, Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { regenerateToken } from '../../api/sandbox-control.ts';
import { sandboxInfoQuery } from '../../api/sandbox.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { SecretText } from '../secret-text.tsx';
import { useAct } from '../use-act.ts';

/** The private token, to show, copy and replace by a new one. */
export function PrivateToken({ token }: { readonly token: string }) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const renew = useAct(regenerateToken, {
    isShown: true,
    say: () => 'There is a new private token. The old one is refused.',
    onDone: () => void client.invalidateQueries({ queryKey: sandboxInfoQuery().queryKey }),
  });
  return (
    <>
      <SecretText label="Private Token" text={token} />
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconRefresh size={14} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        Regenerate
      </Button>
      {renew.isSuccess && (
        <Text size="sm">
          Connections that used the old token need the new one: copy it and{' '}
          <Anchor component={Link} href="/connections" size="sm" underline="always">
            edit them
          </Anchor>
          .
        </Text>
      )}
      {isAsking && (
        <Confirm
          title="Regenerate the private token?"
          action="Regenerate"
          isDangerous
          onConfirm={() => renew.mutateAsync(undefined)}
          onClose={() => setAsking(false)}
        >
          The old token is refused at once. Connections need the new one: until they have it, their scenarios cannot
          send anything. Starting over brings the first token back.
        </Confirm>
      )}
    </>
  );
}
