import { noteHtml, noteText } from '../canvas/note-text.ts';
import { stepTitle } from '../model/aria-names.ts';
import { noteOf, setNote } from '../model/step-settings.ts';
import type { DialogProps } from './builder-dialogs.tsx';
import { useEditor } from './editor.ts';
import { TextDialog } from './text-dialog.tsx';
import { useStep } from './use-step.ts';

/** Writes a note on a module. */
export default function NoteDialog({ dialog: { id }, onClose }: DialogProps<'note'>) {
  const { apply, blueprint } = useEditor();
  const found = useStep(id);
  if (found === undefined) return null;
  const { step, path, named } = found;
  return (
    <TextDialog
      title={`Note on ${stepTitle(named)}`}
      label="Note"
      description="It stands below the module. Leave it empty to take it away."
      text={noteText(noteOf(blueprint, step) ?? '')}
      isLong
      onDone={(note) =>
        apply((latest) => setNote(latest, path, noteHtml(note)), { label: `Note on ${stepTitle(named)}` })
      }
      onClose={onClose}
    />
  );
}
