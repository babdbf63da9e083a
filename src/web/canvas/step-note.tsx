import { IconNote } from '@tabler/icons-react';
import { useEditor } from '../builder/editor.ts';
import type { Step } from '../model/blueprint.ts';
import { noteOf } from '../model/step-settings.ts';
import { noteText } from './note-text.ts';
import classes from './rail.module.css';

/** The note on a module, as text. */
export function StepNote({ step }: { readonly step: Step }) {
  const { blueprint } = useEditor();
  const note = noteOf(blueprint, step);
  if (note === undefined) return null;
  return (
    <p className={classes['note']} role="note">
      <IconNote size={14} aria-hidden />
      <span>{noteText(note)}</span>
    </p>
  );
}
