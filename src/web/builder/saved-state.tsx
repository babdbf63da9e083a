import { Button } from '@mantine/core';
import { counted } from '../model/aria-names.ts';
import { clockTime } from '../ui/time.tsx';
import { useBuilder } from './builder-state.ts';
import { useEditor } from './editor.ts';
import classes from './top-bar.module.css';

/** Whether what is shown is stored. */
export function SavedState() {
  const { isSaving, unsaved, scenario } = useEditor();
  const { saving } = useBuilder();
  if (saving.conflict !== undefined) {
    return (
      <Button className={classes['stale']} size="compact-sm" variant="subtle" color="danger" onClick={saving.ask}>
        Not saved: someone else changed it
      </Button>
    );
  }
  const text = isSaving
    ? 'Saving…'
    : unsaved > 0
      ? counted(unsaved, 'unsaved change')
      : `Saved ${clockTime(Date.parse(scenario.updatedAt))}`;
  return (
    <span className={classes['state']} data-unsaved={unsaved > 0 || undefined}>
      {text}
    </span>
  );
}
