import { Anchor, Button, Switch, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { HookRow } from '../api/contract.ts';
import { hooksQuery, updateHook } from '../api/hooks.ts';
import { scenariosQuery } from '../api/scenarios.ts';
import { useAnnounce } from '../shell/status.tsx';
import { DataTable } from '../ui/data-table.tsx';
import type { Column } from '../ui/data-table.tsx';
import { Empty } from '../ui/empty.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Time } from '../ui/time.tsx';
import { HookState } from './hook-state.tsx';
import { ReconcileDialog } from './reconcile-dialog.tsx';

/** The addresses services call, with what waits at each. */
export default function WebhooksPage() {
  const query = useQuery(hooksQuery());
  const scenarios = useQuery(scenariosQuery());
  const client = useQueryClient();
  const announce = useAnnounce();
  const [isChecking, setChecking] = useState(false);
  const process = useMutation({
    mutationFn: ({ hook, isOn }: { hook: HookRow; isOn: boolean }) =>
      updateHook(hook.id, hook.version, { paused: !isOn }),
    onSuccess: ({ name, paused }) =>
      announce(`${name}: processing is ${paused ? 'paused; deliveries are kept' : 'on'}.`),
    onError: (error) => announce(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: ['hooks'] }),
  });
  const names = new Map((scenarios.data ?? []).map(({ id, name }) => [id as string, name]));

  const columns: readonly Column<HookRow>[] = [
    {
      key: 'name',
      label: 'Name',
      breaks: true,
      sortBy: ({ name }) => name.toLowerCase(),
      render: ({ id, name, app, webhook }) => (
        <div>
          <Anchor component={Link} href={`/webhooks/${id}`} size="sm" fw={600}>
            {name}
          </Anchor>
          <Text size="xs" c="dimmed">
            {app} · {webhook}
          </Text>
        </div>
      ),
    },
    {
      key: 'scenario',
      label: 'Scenarios',
      breaks: true,
      render: ({ scenarioIds }) =>
        scenarioIds.length === 0
          ? '–'
          : scenarioIds.map((id) => (
              <div key={id}>
                <Anchor component={Link} href={`/scenarios/${id}`} size="sm">
                  {names.get(id) ?? id}
                </Anchor>
              </div>
            )),
    },
    {
      key: 'state',
      label: 'Registration',
      sortBy: ({ state }) => state,
      render: (hook) => (
        <div>
          <HookState hook={hook} />
          {hook.reason !== null && (
            <Text size="xs" c="dimmed">
              {hook.reason}
            </Text>
          )}
        </div>
      ),
    },
    {
      key: 'queue',
      label: 'Queue',
      align: 'right',
      sortBy: waitingOf,
      render: (hook) => waitingOf(hook).toLocaleString(),
    },
    {
      key: 'done',
      label: 'Processed',
      align: 'right',
      sortBy: ({ queue }) => queue.done,
      render: ({ queue }) => queue.done.toLocaleString(),
    },
    {
      key: 'dead',
      label: 'Dead letters',
      align: 'right',
      sortBy: ({ queue }) => queue.dead,
      render: ({ queue }) => queue.dead.toLocaleString(),
    },
    {
      key: 'last',
      label: 'Last delivery',
      sortBy: ({ lastDeliveryAt }) => lastDeliveryAt ?? '',
      render: ({ lastDeliveryAt }) => (lastDeliveryAt === null ? 'Never' : <Time at={lastDeliveryAt} />),
    },
    {
      key: 'processing',
      label: 'Processing',
      render: (hook) => (
        <Switch
          aria-label={`Processing: ${hook.name}`}
          checked={!hook.paused}
          disabled={process.isPending && process.variables.hook.id === hook.id}
          onChange={(event) => process.mutate({ hook, isOn: event.currentTarget.checked })}
        />
      ),
    },
  ];
  return (
    <Page
      title="Webhooks"
      description="Every delivery is stored before it is answered, and runs once. What cannot be processed waits here."
      actions={
        <>
          <Button component={Link} href="/webhooks/dead-letters" variant="default">
            Dead letters
          </Button>
          <Button variant="default" onClick={() => setChecking(true)}>
            Check registrations
          </Button>
        </>
      }
    >
      <Loaded query={query} label="Loading webhooks">
        {(hooks) =>
          hooks.length === 0 ? (
            <Empty text="No webhooks yet. A scenario that begins with an instant trigger registers its own when it is switched on.">
              <Anchor component={Link} href="/scenarios">
                Go to the scenarios
              </Anchor>
            </Empty>
          ) : (
            <DataTable name="Webhooks" rows={hooks} columns={columns} idOf={({ id }) => id} />
          )
        }
      </Loaded>
      {isChecking && <ReconcileDialog onClose={() => setChecking(false)} />}
    </Page>
  );
}

function waitingOf({ queue }: HookRow): number {
  return queue.queued + queue.running + queue.retrying + queue.held;
}
