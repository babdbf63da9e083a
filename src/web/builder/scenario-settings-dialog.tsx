import { Button, Group, Modal, NumberInput, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { scenarioSettings, withScenarioSettings, type ScenarioSettings } from '../model/scenario-settings.ts';
import type { DialogProps } from './builder-dialogs.tsx';
import { useEditor } from './editor.ts';

type SwitchName = {
  [Name in keyof ScenarioSettings]: ScenarioSettings[Name] extends boolean ? Name : never;
}[keyof ScenarioSettings];

const SWITCHES: readonly (readonly [name: SwitchName, label: string, description: string])[] = [
  [
    'strictMapping',
    'Strict mapping',
    'A module stops with an error when it reads something that no earlier module gives.',
  ],
  [
    'strictOutput',
    'Strict output',
    'An action that answers a list fails, as in Make. Otherwise each element becomes a bundle, with a warning.',
  ],
  [
    'dlq',
    'Store incomplete executions',
    'Bundles that fail are kept, to be tried again or resolved. Break needs this.',
  ],
  ['sequential', 'Process in order', 'One run at a time; a run that waits for a decision holds up the ones behind it.'],
  ['dataloss', 'Allow data loss', 'When nothing more can be stored, bundles are dropped instead of switching off.'],
  [
    'confidential',
    'Data is confidential',
    'The history keeps no data of the bundles, and deliveries are erased once they are processed.',
  ],
  ['autoCommit', 'Commit after each module', 'Otherwise all modules commit together at the end of the run.'],
  ['autoCommitTriggerLast', 'Commit the trigger last', 'The trigger is committed once everything else is done.'],
];

/** How the scenario runs. */
export default function ScenarioSettingsDialog({ onClose }: DialogProps<'settings'>) {
  const { blueprint, apply } = useEditor();
  const [settings, setSettings] = useState(() => scenarioSettings(blueprint));
  const change = (more: Partial<ScenarioSettings>): void => setSettings((old) => ({ ...old, ...more }));
  return (
    <Modal opened onClose={onClose} title="Scenario settings" size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          apply((latest) => withScenarioSettings(latest, settings), { label: 'Change the scenario settings' });
          onClose();
        }}
      >
        <Stack>
          {SWITCHES.map(([name, label, description]) => (
            <Switch
              key={name}
              label={label}
              description={description}
              checked={settings[name]}
              onChange={(event) => change({ [name]: event.currentTarget.checked })}
            />
          ))}
          <NumberInput
            label="Consecutive errors until the scenario is switched off"
            min={1}
            max={1000}
            allowDecimal={false}
            value={settings.maxErrors}
            onChange={(value) => change({ maxErrors: Number(value) || 1 })}
          />
          <NumberInput
            label="Cycles of one run"
            description="How often a polling trigger is asked again while it still finds something."
            min={1}
            max={1000}
            allowDecimal={false}
            value={settings.roundtrips}
            onChange={(value) => change({ roundtrips: Number(value) || 1 })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit">OK</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
