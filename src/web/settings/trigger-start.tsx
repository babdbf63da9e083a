import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { triggerStartQuery } from '../api/trigger-start.ts';
import { useEditor } from '../builder/editor.ts';
import type { Step } from '../model/blueprint.ts';
import { standText } from '../model/start-choice.ts';
import classes from './field-frame.module.css';
import { StartDialog } from './start-dialog.tsx';

const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** Where a trigger that looks for what is new starts, and the way to choose it. */
export function TriggerStart({ step }: { readonly step: Step }) {
  const { scenario, unsaved } = useEditor();
  const [isOpen, setOpen] = useState(false);
  const first = (scenario.blueprint['flow'] as readonly { readonly id?: unknown }[] | undefined)?.[0];
  const isStored = first?.id === step.id;
  const start = useQuery({ ...triggerStartQuery(scenario.id, scenario.version), enabled: isStored });
  if (start.data === undefined) return null;
  const text = standText(start.data, (at) => MOMENT.format(new Date(at)));
  return (
    <div className={classes['field']} role="group" aria-label="Where to start">
      <span className={classes['label']}>Where to start</span>
      <Text size="sm">{text}</Text>
      {start.data.looksAgain && (
        <Text size="sm" c="var(--sc-warn)">
          The last run failed with items it had found. The next run takes these again and goes on where it failed;
          choose where to start to pass over them.
        </Text>
      )}
      <Button
        variant="default"
        disabled={unsaved > 0}
        aria-describedby={`start-${step.id}-help`}
        style={{ alignSelf: 'start' }}
        onClick={() => setOpen(true)}
      >
        Choose where to start
      </Button>
      <Text id={`start-${step.id}-help`} size="sm" c="dimmed">
        {unsaved > 0 ? 'Save the scenario first: the service is asked with the settings that are stored.' : ''}
      </Text>
      {isOpen && <StartDialog start={start.data} onClose={() => setOpen(false)} />}
    </div>
  );
}
