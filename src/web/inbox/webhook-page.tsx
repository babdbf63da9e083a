import { Button, CopyButton, Group, Tabs, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { Hook, QueueState } from '../api/contract.ts';
import { deleteHook, hookQuery, switchHook, updateHook } from '../api/hooks.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { DeliveryDrawer } from './delivery-drawer.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { HookSettings } from './hook-settings.tsx';
import { HookState } from './hook-state.tsx';
import classes from './webhook-page.module.css';

/** What the tabs with deliveries show. */
const LISTS = {
  queue: { label: 'Queue', states: ['queued', 'running', 'retrying', 'held'] },
  processed: { label: 'Processed', states: ['done', 'discarded'] },
  dead: { label: 'Dead letters', states: ['dead'] },
  all: { label: 'All', states: undefined },
} as const satisfies Record<string, { label: string; states: readonly QueueState[] | undefined }>;

/** One webhook: its address, what waits, what was processed, its settings. */
export default function WebhookPage({ params }: { readonly params: Record<string, string | undefined> }) {
  const id = params['id'] ?? '';
  const query = useQuery(hookQuery(id));
  const [search, setSearch] = useSearchParams();
  const [, navigate] = useLocation();
  const tab = search.get('tab') ?? 'queue';
  const crumbs = [{ label: 'Webhooks', href: '/webhooks' }];
  return (
    <Page
      title={query.data?.name ?? 'Webhook'}
      crumbs={crumbs}
      {...(query.data && { actions: <HookActions hook={query.data} /> })}
    >
      <Loaded query={query} label="Loading the webhook">
        {(hook) => (
          <>
            <Address hook={hook} />
            <Tabs
              value={tab}
              onChange={(value) => setSearch({ tab: value ?? 'queue' }, { replace: true })}
              keepMounted={false}
            >
              <Tabs.List>
                {Object.entries(LISTS).map(([name, { label, states }]) => (
                  <Tabs.Tab key={name} value={name}>
                    {label}
                    {states !== undefined && ` (${countOf(hook, states).toLocaleString()})`}
                  </Tabs.Tab>
                ))}
                <Tabs.Tab value="settings">Settings</Tabs.Tab>
              </Tabs.List>
              {Object.entries(LISTS).map(([name, { states }]) => (
                <Tabs.Panel key={name} value={name} pt="md">
                  <DeliveryList
                    filter={{ hookId: id, ...(states !== undefined && { states }) }}
                    hrefOf={(delivery) => `/webhooks/${id}/deliveries/${delivery.id}?tab=${name}`}
                  />
                </Tabs.Panel>
              ))}
              <Tabs.Panel value="settings" pt="md">
                <HookSettings key={hook.id} hook={hook} />
              </Tabs.Panel>
            </Tabs>
          </>
        )}
      </Loaded>
      {params['delivery'] !== undefined && (
        <DeliveryDrawer id={params['delivery']} onClose={() => navigate(`/webhooks/${id}?tab=${tab}`)} />
      )}
    </Page>
  );
}

function countOf(
  { queue = {} }: { readonly queue?: Partial<Record<QueueState, number>> | undefined },
  states: readonly QueueState[],
): number {
  return states.reduce((sum, state) => sum + (queue[state] ?? 0), 0);
}

function Address({ hook }: { readonly hook: Hook }) {
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(hook.url).hostname);
  return (
    <section aria-label="Address" className={classes['address']}>
      <Group gap="sm">
        <HookState hook={hook} />
        {hook.reason !== null && <Text size="sm">{hook.reason}</Text>}
      </Group>
      <Group gap="sm" wrap="nowrap">
        <code className={classes['url']}>{hook.url}</code>
        <CopyButton value={hook.url}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy URL'}
            </Button>
          )}
        </CopyButton>
      </Group>
      {isLocal && (
        <Text size="sm" c="dimmed">
          The built-in sandbox reaches this address. The real Sonar cannot: start the server with PUBLIC_URL for it.
        </Text>
      )}
    </section>
  );
}

function HookActions({ hook }: { readonly hook: Hook }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [isDeleting, setDeleting] = useState(false);
  const act = useMutation({
    mutationFn: (work: () => Promise<Hook>) => work(),
    onSuccess: ({ state, paused }) =>
      announce(paused ? 'Processing is paused; deliveries are kept.' : `Done: the webhook is ${state}.`),
    onError: (error) => announce(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: ['hooks'] }),
  });
  return (
    <>
      <Button
        variant="default"
        disabled={act.isPending}
        onClick={() => act.mutate(() => updateHook(hook.id, hook.version, { paused: !hook.paused }))}
      >
        {hook.paused ? 'Resume processing' : 'Pause processing'}
      </Button>
      <Button variant="default" disabled={act.isPending} onClick={() => act.mutate(() => switchHook(hook.id, true))}>
        Register again
      </Button>
      <Button variant="default" disabled={act.isPending} onClick={() => setDeleting(true)}>
        Delete
      </Button>
      {isDeleting && <DeleteHook hook={hook} onClose={() => setDeleting(false)} />}
    </>
  );
}

function DeleteHook({ hook, onClose }: { readonly hook: Hook; readonly onClose: () => void }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [, navigate] = useLocation();
  return (
    <Confirm
      title={`Delete ${hook.name}?`}
      action="Delete"
      isDangerous
      onClose={onClose}
      onConfirm={async () => {
        await deleteHook(hook.id);
        announce(`${hook.name} was deleted.`);
        navigate('/webhooks');
        await client.invalidateQueries({ queryKey: ['hooks'], refetchType: 'none' });
      }}
    >
      Its address takes nothing any more: whoever calls it is told that it is gone. A webhook that starts a scenario is
      kept.
    </Confirm>
  );
}
