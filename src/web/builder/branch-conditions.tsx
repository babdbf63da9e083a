import { TextDialog } from './text-dialog.tsx';
import type { DialogProps } from './builder-dialogs.tsx';

/** Sets when a branch is taken. */
export default function BranchConditions({ dialog, onClose }: DialogProps<'conditions'>) {
  return (
    <TextDialog title="Condition" label="Condition" text={String(dialog.index)} onDone={onClose} onClose={onClose} />
  );
}
