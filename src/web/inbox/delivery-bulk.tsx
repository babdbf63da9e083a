import { Button, Group, Progress, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Delivery, PageOf } from '../api/contract.ts';
import { actOnDeliveries } from '../api/hooks.ts';
import type { DeliveryAction, DeliveryFilter } from '../api/hooks.ts';
import { request } from '../api/request.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';

/** How many deliveries one request acts on: enough to be quick, few enough that the bar moves. */
const BATCH = 100;

interface Work {
  readonly action: DeliveryAction;
  readonly done: number;
  readonly total: number;
}

const WORDS = {
  replay: { verb: 'Replay', past: 'queued again' },
  discard: { verb: 'Discard', past: 'given up' },
} as const;

/** Replays or gives up the ticked deliveries, or all that the filter finds, with progress; it can be stopped. */
export function DeliveryBulk({
  filter,
  ticked,
  onDone,
}: {
  readonly filter: DeliveryFilter;
  readonly ticked: ReadonlySet<string>;
  readonly onDone: () => void;
}) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [work, setWork] = useState<Work>();
  const [asked, setAsked] = useState<{ readonly action: DeliveryAction; readonly ids: readonly string[] }>();
  const isStopped = useRef(false);

  const ask = async (action: DeliveryAction): Promise<void> => {
    const ids = ticked.size > 0 ? [...ticked] : await idsOf(filter);
    if (ids.length === 0) announce('There is no delivery to act on.');
    else setAsked({ action, ids });
  };
  const perform = async (action: DeliveryAction, ids: readonly string[]): Promise<void> => {
    isStopped.current = false;
    let changed = 0;
    for (let at = 0; at < ids.length && !isStopped.current; at += BATCH) {
      setWork({ action, done: at, total: ids.length });
      changed += await actOnDeliveries(action, ids.slice(at, at + BATCH));
    }
    setWork(undefined);
    announce(`${changed.toLocaleString()} deliveries ${WORDS[action].past}.`);
    onDone();
    await client.invalidateQueries({ queryKey: ['deliveries'] });
    await client.invalidateQueries({ queryKey: ['hooks'] });
  };
  if (work !== undefined) {
    return (
      <Group gap="sm">
        <Progress
          w={200}
          value={(100 * work.done) / work.total}
          aria-label={`${WORDS[work.action].verb}: ${work.done} of ${work.total}`}
        />
        <Text size="sm">
          {work.done.toLocaleString()} of {work.total.toLocaleString()}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => (isStopped.current = true)}>
          Stop
        </Button>
      </Group>
    );
  }
  const target = ticked.size > 0 ? `${ticked.size}` : 'all';
  return (
    <Group gap="sm">
      {(['replay', 'discard'] as const).map((action) => (
        <Button key={action} variant="default" onClick={() => void ask(action)}>
          {WORDS[action].verb} {target}
        </Button>
      ))}
      {asked !== undefined && (
        <Confirm
          title={`${WORDS[asked.action].verb} ${asked.ids.length.toLocaleString()} deliveries?`}
          action={`${WORDS[asked.action].verb} ${asked.ids.length.toLocaleString()} deliveries`}
          isDangerous={asked.action === 'discard'}
          onClose={() => setAsked(undefined)}
          onConfirm={async () => {
            setAsked(undefined);
            await perform(asked.action, asked.ids);
          }}
        >
          {asked.action === 'replay'
            ? 'Each is processed again by the scenarios it went to. Writes that succeeded before are not repeated.'
            : 'Those that wait are given up. They stay in the list of processed deliveries and can be replayed.'}
        </Confirm>
      )}
    </Group>
  );
}

/** Ids of everything a filter finds. */
async function idsOf({ hookId, states, from, to }: DeliveryFilter): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const path = hookId === undefined ? '/dead-letters' : `/hooks/${hookId}/deliveries`;
    const query = { limit: 250, cursor, from, to, ...(hookId !== undefined && { states: states?.join(',') }) };
    const page: PageOf<Delivery> = await request('GET', path, { query });
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}
