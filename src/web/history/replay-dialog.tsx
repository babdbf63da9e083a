import { Button, Checkbox, Group, Modal, Radio, Select, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Execution } from '../api/contract.ts';
import { replayExecution, replayPlanQuery } from '../api/executions.ts';
import { shortId } from '../model/short-id.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { DoneWrites } from './done-writes.tsx';

type Scope = 'failed' | 'start' | 'editor';
type Version = 'original' | 'current';

/** Runs an execution again: from where, with which version, and what that would repeat. */
export function ReplayDialog({ execution, onClose }: { readonly execution: Execution; readonly onClose: () => void }) {
  const { id, scenarioId, status } = execution;
  const hasFailed = status !== 'success' && status !== 'warning';
  const client = useQueryClient();
  const announce = useAnnounce();
  const [, navigate] = useLocation();
  const [scope, setScope] = useState<Scope>(hasFailed ? 'failed' : 'start');
  const [version, setVersion] = useState<Version>('original');
  const [skipDone, setSkipDone] = useState(true);
  const plan = useQuery(replayPlanQuery(id));
  const replay = useMutation({
    mutationFn: (from: 'failed' | 'start') => replayExecution(id, { from, version, skipDone }),
    onSuccess: ({ executionId }) => {
      void client.invalidateQueries({ queryKey: ['executions'] });
      announce(`Replay started: ${shortId(executionId)}.`, {
        label: 'Show it',
        onAccept: () => navigate(`/scenarios/${scenarioId}/history/${executionId}`),
      });
      onClose();
    },
  });
  const go = (): void => {
    if (scope === 'editor') navigate(`/scenarios/${scenarioId}?execution=${id}`);
    else replay.mutate(scope);
  };
  return (
    <Modal opened onClose={onClose} title="Replay run" size="lg">
      <Stack>
        <Radio.Group label="What runs again" value={scope} onChange={(value) => setScope(value)}>
          <Stack gap="xs" mt="xs">
            <Radio
              value="failed"
              label="From the failed module"
              disabled={!hasFailed}
              description={hasFailed ? 'What ran before it is taken over as it was.' : 'No module of this run failed.'}
            />
            <Radio value="start" label="Whole run with the original trigger bundle" />
            <Radio
              value="editor"
              label="Load into the editor"
              description="Nothing runs; the builder shows the bundles of this run."
            />
          </Stack>
        </Radio.Group>
        {scope !== 'editor' && (
          <>
            <Select
              label="Version"
              allowDeselect={false}
              data={[
                { value: 'original', label: 'Original, as it was then' },
                { value: 'current', label: 'Current, with what was changed since' },
              ]}
              value={version}
              onChange={(value) => setVersion(value ?? 'original')}
            />
            <Loaded query={plan} label="Loading what was done already">
              {({ done }) => <DoneWrites writes={done} isSkipped={skipDone} />}
            </Loaded>
            <Checkbox
              label="Skip operations that already succeeded"
              checked={skipDone}
              onChange={(event) => setSkipDone(event.currentTarget.checked)}
            />
          </>
        )}
        {replay.error !== null && <Trouble error={replay.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={replay.isPending} onClick={go}>
            {scope === 'editor' ? 'Load into the editor' : 'Replay'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
