import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useBuilder } from './builder-state.ts';
import classes from './builder.module.css';

/** Says that edits were brought back, as long as they can be discarded in one step. */
export function DraftBanner() {
  const { restoredDraft, discardDraft } = useBuilder();
  if (restoredDraft === undefined) return null;
  return (
    <div className={classes['banner']} role="status">
      <IconHistory size={18} aria-hidden />
      <span>{restoredDraft}</span>
      <Button size="compact-sm" variant="default" onClick={discardDraft}>
        Discard
      </Button>
    </div>
  );
}
