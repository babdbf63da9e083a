import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconClock, IconLayoutSidebar } from '@tabler/icons-react';
import { scheduleText } from '../model/schedule-text.ts';
import { useStreamState } from '../api/live.ts';
import { ActiveSwitch } from './active-switch.tsx';
import { useBuilder } from './builder-state.ts';
import { useEditor } from './editor.ts';
import { MoreMenu } from './more-menu.tsx';
import { SavedState } from './saved-state.tsx';
import classes from './top-bar.module.css';

/** Name, state and the actions of the whole scenario. */
export function TopBar() {
  const { name, rename, scheduling, save, unsaved, isSaving } = useEditor();
  const { openDialog, setPaletteOpen } = useBuilder();
  const isLost = useStreamState() === 'lost';
  return (
    <div className={classes['bar']} role="group" aria-label="Scenario">
      <ActionIcon
        className={classes['modules']}
        variant="default"
        size="lg"
        aria-label="Modules"
        onClick={() => setPaletteOpen(true)}
      >
        <IconLayoutSidebar size={18} />
      </ActionIcon>
      <TextInput
        className={classes['name']}
        aria-label="Scenario name"
        maxLength={200}
        value={name}
        error={name.trim() === '' && 'A scenario needs a name.'}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <SavedState />
      <div className={classes['actions']}>
        <UndoButtons />
        <Button
          size="sm"
          loading={isSaving}
          disabled={unsaved === 0 || isLost || name.trim() === ''}
          title={isLost ? 'The server does not answer. Edits are kept in this browser.' : 'Ctrl S'}
          aria-keyshortcuts="Control+S Meta+S"
          onClick={() => void save()}
        >
          Save
        </Button>
        <ActiveSwitch />
        <Button
          className={classes['schedule']}
          variant="default"
          size="sm"
          leftSection={<IconClock size={16} aria-hidden />}
          aria-label={`Schedule: ${scheduleText(scheduling)}`}
          onClick={() => openDialog({ kind: 'schedule' })}
        >
          {scheduleText(scheduling)}
        </Button>
        <MoreMenu />
      </div>
    </div>
  );
}

function UndoButtons() {
  const { undo, redo, undoLabel, redoLabel } = useEditor();
  return (
    <ActionIcon.Group>
      <Tooltip label={undoLabel === undefined ? 'Nothing to undo' : `Undo: ${undoLabel}`}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Undo"
          aria-keyshortcuts="Control+Z Meta+Z"
          {...(undoLabel === undefined && { 'data-disabled': true })}
          aria-disabled={undoLabel === undefined}
          onClick={undo}
        >
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoLabel === undefined ? 'Nothing to redo' : `Redo: ${redoLabel}`}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Redo"
          aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z"
          {...(redoLabel === undefined && { 'data-disabled': true })}
          aria-disabled={redoLabel === undefined}
          onClick={redo}
        >
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </ActionIcon.Group>
  );
}
