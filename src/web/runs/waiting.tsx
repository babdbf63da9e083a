import { Button, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { hooksQuery } from '../api/hooks.ts';
import { sandboxEventOf } from '../api/sandbox-events.ts';
import { sandboxInfoQuery } from '../api/sandbox.ts';
import { useEditor } from '../builder/editor.ts';
import { own } from '../model/values.ts';
import type { RunControl } from './run-control.ts';
import { useRunControl } from './run-control.ts';
import { SendTestEvent } from './send-test-event.tsx';
import { useStartRun } from './start-run.ts';
import { StoredDeliveries } from './stored-deliveries.tsx';
import classes from './run-bar.module.css';

type Asking = 'event' | 'delivery';

/** Says what is waited for, and offers ways not to wait any longer. */
export function Waiting({ wait }: { readonly wait: RunControl['wait'] }) {
  const { scenario } = useEditor();
  const { stop } = useRunControl();
  const start = useStartRun();
  const { data: hooks } = useQuery(hooksQuery());
  const [asking, setAsking] = useState<Asking>();
  const event = useSandboxEvent();
  const hookId = wait?.hookId ?? scenario.hookId;
  const name = hooks?.find(({ id }) => id === hookId)?.name;
  const text = `Waiting for a delivery${name === undefined ? '' : ` to ${name}`}…`;
  return (
    <>
      <Loader size={16} type="dots" aria-hidden />
      <Text size="sm" role="status" className={classes['waiting']} title={text}>
        {text}
      </Text>
      {event !== undefined && (
        <Button size="compact-sm" variant="light" onClick={() => setAsking('event')}>
          Send a test event
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => setAsking('delivery')}>
        Use a stored delivery
      </Button>
      {asking === 'event' && event !== undefined && (
        <SendTestEvent event={event} onClose={() => setAsking(undefined)} />
      )}
      {asking === 'delivery' && (
        <StoredDeliveries
          hookId={hookId ?? null}
          onChoose={(deliveryId) => {
            setAsking(undefined);
            void stop().then(() => start({ type: 'delivery', deliveryId: deliveryId as `whd_${string}` }));
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}

/** The event of the embedded sandbox that starts the scenario; undefined when it listens to another service. */
function useSandboxEvent(): string | undefined {
  const { blueprint, catalogue, connections } = useEditor();
  const { data: sandbox } = useQuery(sandboxInfoQuery());
  const [first] = blueprint.flow;
  const webhook = first === undefined ? undefined : catalogue.find(first.module)?.webhook;
  const connectionId = own(first?.parameters, '__IMTCONN__');
  const address = connections.find(({ id }) => id === connectionId)?.address;
  if (webhook === undefined || sandbox === undefined || address?.startsWith(sandbox.api_base) !== true)
    return undefined;
  return sandboxEventOf(webhook);
}
