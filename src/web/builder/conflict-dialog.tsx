import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { ScenarioDetail } from '../api/contract.ts';
import { createScenario } from '../api/scenarios.ts';
import { diffBlueprints } from '../model/diff.ts';
import { sameJson } from '../model/draft.ts';
import { withPositions } from '../model/positions.ts';
import { scheduleText } from '../model/schedule-text.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Time } from '../ui/time.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { useBuilder } from './builder-state.ts';
import { editedOf } from './edited-of.ts';
import { useEditor } from './editor.ts';
import { useFieldLabels } from './use-field-labels.ts';

/** Most differences listed; more would not help to decide. */
const MOST = 12;

/** Somebody else saved the scenario meanwhile: shows what differs and lets people decide. */
export default function ConflictDialog({ theirs }: { readonly theirs: ScenarioDetail }) {
  const { saving } = useBuilder();
  const { name, blueprint, scheduling, scenario } = useEditor();
  const differences = useDifferences(theirs);
  const announce = useAnnounce();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const openBoth = useMutation({
    mutationFn: () =>
      createScenario({
        name: `${name} (my version)`,
        blueprint: withPositions(blueprint),
        scheduling,
        timezone: scenario.timezone,
      }),
    onSuccess: (copy) => {
      saving.takeTheirs();
      void client.invalidateQueries({ queryKey: ['scenarios'] });
      announce(`Your version was kept as "${copy.name}"; here is the one of the others.`, {
        label: 'Open your version',
        onAccept: () => navigate(`/scenarios/${copy.id}`),
      });
    },
  });
  return (
    <Modal opened onClose={saving.postpone} title="Someone else changed this scenario" size="lg">
      <Stack>
        <Text size="sm">
          It was saved <Time at={theirs.updatedAt} /> in another window or by somebody else, and you have edits of your
          own. What saving yours would change:
        </Text>
        {differences.length === 0 ? (
          <Text size="sm">Nothing: both are the same.</Text>
        ) : (
          <List size="sm">
            {differences.slice(0, MOST).map((difference) => (
              <List.Item key={difference}>{difference}</List.Item>
            ))}
            {differences.length > MOST && <List.Item>and {differences.length - MOST} more</List.Item>}
          </List>
        )}
        {openBoth.error !== null && <Trouble error={openBoth.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={saving.postpone}>
            Decide later
          </Button>
          <Button variant="default" loading={openBoth.isPending} onClick={() => openBoth.mutate()}>
            Open both
          </Button>
          <Button variant="default" onClick={saving.takeTheirs}>
            Take theirs
          </Button>
          <Button onClick={() => void saving.keepMine()}>Keep mine</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function useDifferences(stored: ScenarioDetail): readonly string[] {
  const { name, blueprint, scheduling, catalogue } = useEditor();
  const fieldLabel = useFieldLabels();
  const theirs = editedOf(stored);
  return [
    ...(theirs.name === name ? [] : [`Name: "${name}" instead of "${theirs.name}"`]),
    ...(sameJson(theirs.scheduling, scheduling)
      ? []
      : [`Schedule: ${scheduleText(scheduling)} instead of ${scheduleText(theirs.scheduling)}`]),
    ...diffBlueprints(theirs.blueprint, blueprint, {
      moduleLabel: (module) => catalogue.find(module)?.label ?? module,
      fieldLabel,
    }),
  ];
}
