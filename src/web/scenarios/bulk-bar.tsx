import { Button, Group, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import type { ScenarioRow } from '../api/contract.ts';
import type { ScenarioActions } from './scenario-actions.tsx';

/** What can be done with the ticked scenarios, with a bar while it is being done. */
export function BulkBar({
  scenarios,
  actions,
  onDone,
}: {
  readonly scenarios: readonly ScenarioRow[];
  readonly actions: ScenarioActions;
  readonly onDone: () => void;
}) {
  const [done, setDone] = useState<number>();
  const forEach = async (work: (scenario: ScenarioRow) => Promise<void>): Promise<void> => {
    setDone(0);
    for (const scenario of scenarios) {
      await work(scenario);
      setDone((old) => (old ?? 0) + 1);
    }
    setDone(undefined);
    onDone();
  };
  if (scenarios.length === 0) return null;
  const isBusy = done !== undefined;
  return (
    <section aria-label="Selected scenarios">
      <Group gap="sm">
        <Text size="sm" fw={600}>
          {scenarios.length} selected
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          onClick={() => void forEach((one) => actions.switchTo(one, true))}
        >
          Activate
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          onClick={() => void forEach((one) => actions.switchTo(one, false))}
        >
          Deactivate
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          onClick={() => void forEach((one) => actions.exportBlueprint(one))}
        >
          Export
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          onClick={() => {
            actions.remove(scenarios);
            onDone();
          }}
        >
          Delete
        </Button>
        {isBusy && (
          <Progress
            w={160}
            value={(100 * done) / scenarios.length}
            aria-label={`${done} of ${scenarios.length} done`}
          />
        )}
      </Group>
    </section>
  );
}
