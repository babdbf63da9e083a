import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { switchScenario } from '../api/scenarios.ts';
import { useAnnounce } from '../shell/status.tsx';
import { useBuilder } from './builder-state.ts';
import { useEditor } from './editor.ts';

/** Switches the scenario on and off; edits are saved first, because what runs is what is stored. */
export function ActiveSwitch() {
  const { scenario, name, save } = useEditor();
  const { saving } = useBuilder();
  const announce = useAnnounce();
  const client = useQueryClient();
  const toggle = useMutation({
    mutationFn: async (isActive: boolean) => {
      if (isActive && !(await save())) return;
      const changed = await switchScenario(scenario.id, isActive);
      saving.switched(changed);
      announce(`${name} is ${isActive ? 'active' : 'inactive'}.`);
    },
    onError: (error) => saving.refuse({ title: `${name} was not switched`, error }),
    onSettled: () => client.invalidateQueries({ queryKey: ['scenarios'] }),
  });
  return (
    <Switch
      label="Active"
      checked={toggle.isPending ? toggle.variables : scenario.active}
      disabled={toggle.isPending}
      onChange={(event) => toggle.mutate(event.currentTarget.checked)}
    />
  );
}
