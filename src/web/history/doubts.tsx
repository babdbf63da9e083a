import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Execution, ReplayPlan } from '../api/contract.ts';
import { answerDoubt, replayPlanQuery } from '../api/executions.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { writeText } from './done-writes.tsx';
import classes from './history.module.css';

/** Asks a person what became of requests whose answer never came. */
export function Doubts({ execution: { id } }: { readonly execution: Execution }) {
  const { data } = useQuery(replayPlanQuery(id));
  const doubts = data?.done.filter(({ state }) => state === 'sent') ?? [];
  if (doubts.length === 0) return null;
  return (
    <section className={classes['doubts']} aria-label="Requests in doubt">
      <Text fw={600}>Nobody knows whether this was carried out</Text>
      <Text size="sm">
        The request left, and no answer came. Look at the service, then say what became of it. Nothing is repeated by
        itself.
      </Text>
      <ul>
        {doubts.map((write) => (
          <Doubt key={write.key} executionId={id} write={write} />
        ))}
      </ul>
    </section>
  );
}

function Doubt({ executionId, write }: { readonly executionId: string; readonly write: ReplayPlan['done'][number] }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const answer = useMutation({
    mutationFn: (what: 'done' | 'repeat') => answerDoubt(executionId, write.key, what),
    onSuccess: (_, what) => {
      announce(what === 'done' ? 'It counts as carried out.' : 'It may be sent again: replay the run.');
      void client.invalidateQueries({ queryKey: ['executions'] });
    },
  });
  return (
    <li>
      <p>
        <strong>
          {write.moduleId} {write.label ?? write.module}
        </strong>{' '}
        {writeText(write)}
      </p>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" disabled={answer.isPending} onClick={() => answer.mutate('done')}>
          It was carried out
        </Button>
        <Button size="compact-sm" variant="default" disabled={answer.isPending} onClick={() => answer.mutate('repeat')}>
          It may be sent again
        </Button>
      </Group>
      {answer.error !== null && <Trouble error={answer.error} />}
    </li>
  );
}
