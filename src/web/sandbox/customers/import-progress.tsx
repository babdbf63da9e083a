import { Button, Group, Progress, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sandboxImportQuery, stopImports } from '../../api/sandbox-imports.ts';
import type { SandboxImport } from '../../api/sandbox-imports.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Tone } from '../../ui/status-badge.tsx';
import { useAct } from '../use-act.ts';
import { ImportFindings } from './import-findings.tsx';

const STATES: Readonly<Record<SandboxImport['state'], readonly [tone: Tone, word: string]>> = {
  running: ['info', 'Importing'],
  done: ['ok', 'Imported'],
  stopped: ['stop', 'Stopped'],
  failed: ['danger', 'Ended early'],
};

/** How far an import is, what became of its rows, and which cells could not be taken. */
export function ImportProgress({ id }: { readonly id: number }) {
  const query = useQuery(sandboxImportQuery(id));
  const client = useQueryClient();
  const state = query.data?.state;
  useEffect(() => {
    if (state !== undefined && state !== 'running') void client.invalidateQueries({ queryKey: ['sandbox'] });
  }, [client, state]);
  return (
    <Loaded query={query} label="Looking at the import">
      {(job) => <Report job={job} />}
    </Loaded>
  );
}

function Report({ job }: { readonly job: SandboxImport }) {
  const { state, total, done, errors, error_count } = job;
  const stop = useAct(stopImports);
  const [tone, word] = STATES[state];
  const isRunning = state === 'running';
  return (
    <>
      <div>
        <Group justify="space-between" mb={8}>
          <StatusBadge tone={tone}>{word}</StatusBadge>
          <Text size="sm" c="dimmed">
            {done.toLocaleString()} of {total.toLocaleString()} rows
          </Text>
          {isRunning && (
            <Button variant="default" size="compact-sm" loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
              Stop
            </Button>
          )}
        </Group>
        <Progress value={total === 0 ? 100 : (100 * done) / total} animated={isRunning} aria-label="Rows imported" />
        <Text size="sm" mt={8} role="status">
          {outcomeOf(job)}
        </Text>
      </div>
      {error_count > 0 && <ImportFindings findings={errors} total={error_count} />}
    </>
  );
}

function outcomeOf({ state, added, changed, refused }: SandboxImport): string {
  const counts = `${added.toLocaleString()} added, ${changed.toLocaleString()} changed, ${refused.toLocaleString()} refused`;
  return state === 'running' ? `So far ${counts}. It goes on when this dialog is closed.` : `${counts}.`;
}
