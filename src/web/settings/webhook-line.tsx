import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { hookQuery } from '../api/hooks.ts';
import { HookState } from '../inbox/hook-state.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import classes from './field-frame.module.css';

/** The webhook of an instant trigger: it is made and registered by itself. */
export function WebhookLine({ hookId }: { readonly hookId: string | undefined }) {
  const hook = useQuery({ ...hookQuery(hookId ?? ''), enabled: hookId !== undefined, retry: false }).data;
  return (
    <div className={classes['field']} role="group" aria-label="Webhook">
      <span className={classes['label']}>Webhook</span>
      {hook === undefined ? (
        <Text size="sm" c="dimmed">
          It is made when the scenario is saved, and registered for you when the scenario is switched on.
        </Text>
      ) : (
        <>
          <Group gap="sm">
            <Anchor component={Link} href={`/webhooks/${hook.id}`} size="sm">
              {hook.name}
            </Anchor>
            <HookState hook={hook} />
            <CopyButton text={hook.url} label="Copy URL" />
          </Group>
          {hook.state === 'detached' && (
            <Text size="sm" c="dimmed">
              It is registered for you when the scenario is switched on.
            </Text>
          )}
          {hook.reason !== null && <p className={classes['problem']}>{hook.reason}</p>}
        </>
      )}
    </div>
  );
}
