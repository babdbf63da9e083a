import { stepTitle } from '../model/aria-names.ts';
import { branchesOf, renameBranch } from '../model/branches.ts';
import type { DialogProps } from './builder-dialogs.tsx';
import { useEditor } from './editor.ts';
import { TextDialog } from './text-dialog.tsx';
import { useStep } from './use-step.ts';

/** Calls a branch something else. */
export default function BranchName({ dialog: { id, index }, onClose }: DialogProps<'branch-name'>) {
  const { apply } = useEditor();
  const found = useStep(id);
  if (found === undefined) return null;
  const { step, path, named } = found;
  return (
    <TextDialog
      title={`Rename branch ${index + 1} of ${stepTitle(named)}`}
      label="Name"
      text={branchesOf(step)[index]?.label ?? ''}
      onDone={(label) =>
        apply((blueprint) => renameBranch(blueprint, path, index, label), { label: `Rename branch ${index + 1}` })
      }
      onClose={onClose}
    />
  );
}
