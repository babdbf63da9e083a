import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { useMapping } from '../mapping/mapping-context.ts';
import { MappingPanel } from '../mapping/mapping-panel.tsx';
import { MappingProvider } from '../mapping/mapping-provider.tsx';
import { stepTitle } from '../model/aria-names.ts';
import type { StepFilter } from '../model/blueprint.ts';
import { branchesOf, setBranchConditions } from '../model/branches.ts';
import { groupsOf, storedFilter } from '../model/filter-model.ts';
import { FilterEditor } from '../settings/filter-editor.tsx';
import type { DialogProps } from './builder-dialogs.tsx';
import { useEditor } from './editor.ts';
import { useStep } from './use-step.ts';

/** Sets when a branch is taken. */
export default function BranchConditions({ dialog: { id, index }, onClose }: DialogProps<'conditions'>) {
  const { apply } = useEditor();
  const found = useStep(id);
  const branch = found && branchesOf(found.step)[index];
  const [filter, setFilter] = useState<StepFilter>(() => ({
    conditions: groupsOf({ conditions: branch?.conditions ?? [] }),
  }));
  if (found === undefined || branch === undefined) return null;
  const { path, named } = found;
  const name = branch.label ?? `Branch ${index + 1}`;
  return (
    <Modal opened onClose={onClose} title={`When ${stepTitle(named)} takes ${name}`} size="xl">
      <MappingProvider stepId={id}>
        <Stack>
          <FilterEditor idPrefix={`branch-${id}-${index}`} filter={filter} onChange={setFilter} />
          <Panel />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              onClick={() => {
                const conditions = storedFilter(filter)?.conditions ?? [];
                apply((blueprint) => setBranchConditions(blueprint, path, index, conditions), {
                  label: `Set the condition of ${name}`,
                });
                onClose();
              }}
            >
              OK
            </Button>
          </Group>
        </Stack>
      </MappingProvider>
    </Modal>
  );
}

/** What can be mapped, while a field is written in. */
function Panel() {
  const { session } = useMapping();
  return useSyncExternalStore(session.subscribe, session.isPanelOpen) ? <MappingPanel /> : null;
}
