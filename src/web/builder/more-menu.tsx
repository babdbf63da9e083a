import { ActionIcon, Menu } from '@mantine/core';
import {
  IconAdjustments,
  IconCopy,
  IconDots,
  IconDownload,
  IconFileImport,
  IconHistory,
  IconHourglass,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { createScenario } from '../api/scenarios.ts';
import { withPositions } from '../model/positions.ts';
import { useAnnounce } from '../shell/status.tsx';
import { downloadJson } from '../ui/download.ts';
import { useBuilder } from './builder-state.ts';
import { useEditor } from './editor.ts';

/** What else can be done with the scenario. */
export function MoreMenu() {
  const { scenario, blueprint, name, scheduling } = useEditor();
  const { openDialog } = useBuilder();
  const announce = useAnnounce();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const duplicate = useMutation({
    mutationFn: () =>
      createScenario({
        name: `${name} (copy)`,
        blueprint: withPositions(blueprint),
        scheduling,
        timezone: scenario.timezone,
      }),
    onSuccess: (copy) => {
      void client.invalidateQueries({ queryKey: ['scenarios'] });
      announce(`${copy.name} was created. It is off until you switch it on.`);
      navigate(`/scenarios/${copy.id}`);
    },
    onError: (error) => announce(error.message),
  });
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label="More actions for the scenario">
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconAdjustments size={16} aria-hidden />}
          onClick={() => openDialog({ kind: 'settings' })}
        >
          Scenario settings
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => {
            downloadJson(`${name}.blueprint.json`, { ...withPositions(blueprint), name });
            announce(`The blueprint of ${name} was downloaded.`);
          }}
        >
          Export blueprint
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileImport size={16} aria-hidden />}
          onClick={() => openDialog({ kind: 'import' })}
        >
          Import blueprint…
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => duplicate.mutate()}>
          Duplicate
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          href={`/scenarios/${scenario.id}/history`}
          leftSection={<IconHistory size={16} aria-hidden />}
        >
          History
        </Menu.Item>
        <Menu.Item
          component={Link}
          href={`/scenarios/${scenario.id}/incomplete`}
          leftSection={<IconHourglass size={16} aria-hidden />}
        >
          Incomplete executions
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
