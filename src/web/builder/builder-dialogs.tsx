import { Suspense } from 'react';
import type { ComponentType } from 'react';
import { useBuilder } from './builder-state.ts';
import type { BuilderDialog } from './builder-state.ts';
import { useEditor } from './editor.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { Refusal } from './refusal.tsx';

/** What every dialog of the builder is given. */
export interface DialogProps<Kind extends BuilderDialog['kind'] = BuilderDialog['kind']> {
  readonly dialog: Extract<BuilderDialog, { readonly kind: Kind }>;
  readonly onClose: () => void;
}

const BranchName = lazyPart(() => import('./branch-name.tsx'));
const Conditions = lazyPart(() => import('./branch-conditions.tsx'));
const Conflict = lazyPart(() => import('./conflict-dialog.tsx'));

const DIALOGS: { readonly [Kind in BuilderDialog['kind']]: ComponentType<DialogProps<Kind>> } = {
  schedule: lazyPart(() => import('./schedule-dialog.tsx')),
  settings: lazyPart(() => import('./scenario-settings-dialog.tsx')),
  import: lazyPart(() => import('./import-blueprint.tsx')),
  rename: lazyPart(() => import('./rename-module.tsx')),
  note: lazyPart(() => import('./note-dialog.tsx')),
  move: lazyPart(() => import('./move-dialog.tsx')),
  handler: lazyPart(() => import('./handler-dialog.tsx')),
  conditions: Conditions,
  'branch-name': BranchName,
};

/** The dialog that is open, if any. */
export function BuilderDialogs() {
  const { dialog, openDialog, saving } = useBuilder();
  const { focus } = useEditor();
  const close = (): void => {
    openDialog(undefined);
    if (dialog !== undefined && 'id' in dialog) focus(dialog.id);
  };
  return (
    <Suspense fallback={null}>
      {saving.isAsking && saving.conflict !== undefined && <Conflict theirs={saving.conflict} />}
      {saving.refusal !== undefined && <Refusal refusal={saving.refusal} />}
      {dialog !== undefined && <Shown dialog={dialog} onClose={close} />}
    </Suspense>
  );
}

function Shown({ dialog, onClose }: DialogProps) {
  // The table says that each dialog takes its own kind.
  const Dialog = DIALOGS[dialog.kind] as ComponentType<DialogProps>;
  return <Dialog dialog={dialog} onClose={onClose} />;
}
