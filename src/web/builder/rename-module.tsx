import { stepTitle } from '../model/aria-names.ts';
import { customNameOf } from '../model/blueprint.ts';
import { setName } from '../model/step-settings.ts';
import type { DialogProps } from './builder-dialogs.tsx';
import { useEditor } from './editor.ts';
import { TextDialog } from './text-dialog.tsx';
import { useStep } from './use-step.ts';

/** Calls a module something else. */
export default function RenameModule({ dialog: { id }, onClose }: DialogProps<'rename'>) {
  const { apply } = useEditor();
  const found = useStep(id);
  if (found === undefined) return null;
  const { step, path, named } = found;
  return (
    <TextDialog
      title={`Rename ${stepTitle(named)}`}
      label="Name"
      description="Leave it empty to call it what the app calls it."
      text={customNameOf(step) ?? ''}
      onDone={(name) => apply((blueprint) => setName(blueprint, path, name), { label: `Rename ${stepTitle(named)}` })}
      onClose={onClose}
    />
  );
}
