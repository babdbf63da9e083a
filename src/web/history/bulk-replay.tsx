import { Button, Group, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import type { ExecutionRow } from '../api/contract.ts';
import { replayExecution } from '../api/executions.ts';
import { counted } from '../model/aria-names.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { explain } from '../ui/trouble.tsx';

interface Outcome {
  readonly done: number;
  readonly refused: readonly string[];
}

/** Replays the ticked runs one after the other; what they have done already is left out. */
export function BulkReplay({ runs, onDone }: { readonly runs: readonly ExecutionRow[]; readonly onDone: () => void }) {
  const announce = useAnnounce();
  const [isAsking, setAsking] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const [isBusy, setBusy] = useState(false);
  const replayAll = async (): Promise<void> => {
    let now: Outcome = { done: 0, refused: [] };
    setBusy(true);
    setOutcome(now);
    for (const { id, startedAt, status } of runs) {
      try {
        await replayExecution(id, {
          from: status === 'success' ? 'start' : 'failed',
          version: 'current',
          skipDone: true,
        });
        now = { ...now, done: now.done + 1 };
      } catch (error) {
        const refusal = `The run of ${new Date(startedAt).toLocaleString()}: ${explain(error).message}`;
        now = { ...now, refused: [...now.refused, refusal] };
      }
      setOutcome(now);
    }
    setBusy(false);
    announce(`${counted(now.done, 'run')} replayed${now.refused.length > 0 ? `, ${now.refused.length} refused` : ''}.`);
    if (now.refused.length === 0) {
      setOutcome(undefined);
      onDone();
    }
  };
  if (runs.length === 0 && outcome === undefined) return null;
  const finished = (outcome?.done ?? 0) + (outcome?.refused.length ?? 0);
  return (
    <section aria-label="Selected runs">
      <Group gap="sm">
        <Text size="sm" fw={600}>
          {runs.length} selected
        </Text>
        <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => setAsking(true)}>
          Replay {counted(runs.length, 'run')}
        </Button>
        {isBusy && (
          <Progress
            w={160}
            value={(100 * finished) / runs.length}
            aria-label={`${finished} of ${runs.length} replayed`}
          />
        )}
      </Group>
      {outcome !== undefined && outcome.refused.length > 0 && (
        <ul aria-label="Not replayed">
          {outcome.refused.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {isAsking && (
        <Confirm
          title={`Replay ${counted(runs.length, 'run')}?`}
          action="Replay"
          onConfirm={async () => {
            setAsking(false);
            await replayAll();
          }}
          onClose={() => setAsking(false)}
        >
          Each runs again with the current version of its scenario. Operations that already succeeded are skipped, so
          nothing is sent twice.
        </Confirm>
      )}
    </section>
  );
}
