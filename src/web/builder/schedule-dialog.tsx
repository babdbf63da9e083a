import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { draftOfSchedule, SCHEDULE_CHOICES, scheduleOfDraft } from '../model/schedule-draft.ts';
import type { DialogProps } from './builder-dialogs.tsx';
import { useEditor } from './editor.ts';
import { ScheduleFields } from './schedule-fields.tsx';
import { useIsInstant } from '../runs/start-run.ts';

/** Says when the scenario starts. */
export default function ScheduleDialog({ onClose }: DialogProps<'schedule'>) {
  const { scheduling, reschedule, scenario } = useEditor();
  const isInstant = useIsInstant();
  const [draft, setDraft] = useState(() => draftOfSchedule(scheduling));
  const [isChecked, setChecked] = useState(false);
  const made = scheduleOfDraft(draft);
  return (
    <Modal opened onClose={onClose} title="Schedule" size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if ('problem' in made) return;
          reschedule(made);
          onClose();
        }}
      >
        <Stack>
          <Radio.Group
            label="Start the scenario"
            value={draft.type}
            onChange={(type) => setDraft((old) => ({ ...old, type }))}
          >
            <Stack gap="xs" mt="xs">
              {SCHEDULE_CHOICES.map(({ type, label, meaning, needsInstant }) => {
                const isOut = needsInstant !== undefined && needsInstant !== isInstant && draft.type !== type;
                return (
                  <Radio
                    key={type}
                    value={type}
                    label={label}
                    description={isOut ? OUT[needsInstant ? 'instant' : 'other'] : meaning}
                    disabled={isOut}
                  />
                );
              })}
            </Stack>
          </Radio.Group>
          <ScheduleFields
            draft={draft}
            timezone={scenario.timezone}
            problem={isChecked && 'problem' in made ? made.problem : undefined}
            onChange={(change) => setDraft((old) => ({ ...old, ...change }))}
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

const OUT = {
  instant: 'Only an instant trigger can start a scenario immediately.',
  other: 'An instant trigger starts the scenario whenever something arrives.',
} as const;
