import { Button, Group, Progress, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Incomplete } from '../api/contract.ts';
import { deleteIncomplete, retryIncomplete } from '../api/incompletes.ts';
import { counted } from '../model/aria-names.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { isOpen } from './incomplete-status.tsx';

const ACTIONS = {
  retry: { word: 'Retry', past: 'retried', work: retryIncomplete },
  delete: { word: 'Delete', past: 'deleted', work: deleteIncomplete },
} as const;

/** What can be done with the ticked incomplete executions, with a bar while it is being done. */
export function IncompleteBulk({
  rows,
  onDone,
}: {
  readonly rows: readonly Incomplete[];
  readonly onDone: () => void;
}) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [asking, setAsking] = useState<keyof typeof ACTIONS>();
  const [done, setDone] = useState<number>();
  const open = rows.filter(isOpen);
  const runAll = async (action: keyof typeof ACTIONS): Promise<void> => {
    const { work, past } = ACTIONS[action];
    let refused = 0;
    setDone(0);
    for (const { id } of open) {
      await work(id).catch(() => (refused += 1));
      setDone((old) => (old ?? 0) + 1);
    }
    setDone(undefined);
    await client.invalidateQueries({ queryKey: ['incompletes'] });
    announce(`${open.length - refused} ${past}${refused > 0 ? `, ${refused} refused` : ''}.`);
    onDone();
  };
  if (rows.length === 0) return null;
  return (
    <section aria-label="Selected incomplete executions">
      <Group gap="sm">
        <Text size="sm" fw={600}>
          {rows.length} selected
        </Text>
        {(['retry', 'delete'] as const).map((action) => (
          <Button
            key={action}
            size="compact-sm"
            variant="default"
            disabled={done !== undefined || open.length === 0}
            onClick={() => setAsking(action)}
          >
            {ACTIONS[action].word} {open.length}
          </Button>
        ))}
        {done !== undefined && (
          <Progress w={160} value={(100 * done) / open.length} aria-label={`${done} of ${open.length} done`} />
        )}
      </Group>
      {asking !== undefined && (
        <Confirm
          title={`${ACTIONS[asking].word} ${counted(open.length, 'incomplete execution')}?`}
          action={ACTIONS[asking].word}
          isDangerous={asking === 'delete'}
          onConfirm={async () => {
            setAsking(undefined);
            await runAll(asking);
          }}
          onClose={() => setAsking(undefined)}
        >
          {asking === 'retry'
            ? 'Each goes on from its failing module now; what was done before it is not done again.'
            : 'They are given up: they do not go on, and their kept bundles are forgotten.'}
        </Confirm>
      )}
    </section>
  );
}
