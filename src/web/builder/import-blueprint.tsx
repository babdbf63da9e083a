import type { ConnectionRow } from '../api/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { connectionsQuery } from '../api/connections.ts';
import { withConnections } from '../model/connections-needed.ts';
import { ImportDialog } from '../scenarios/import-dialog.tsx';
import { useAnnounce } from '../shell/status.tsx';
import type { DialogProps } from './builder-dialogs.tsx';
import { useEditor } from './editor.ts';

const NONE: readonly ConnectionRow[] = [];

/** Puts a blueprint in the place of what is being edited; undo brings it back. */
export default function ImportBlueprint({ onClose }: DialogProps<'import'>) {
  const { apply, closeSettings } = useEditor();
  const connections = useQuery(connectionsQuery()).data ?? NONE;
  const announce = useAnnounce();
  return (
    <ImportDialog
      connections={connections}
      isBusy={false}
      error={null}
      onClose={onClose}
      onCreate={({ blueprint, connections: chosen = {} }) => {
        closeSettings();
        apply(() => withConnections(blueprint, chosen), { label: 'Import a blueprint' });
        onClose();
        announce('The blueprint was imported. Undo brings back what was there before.');
      }}
    />
  );
}
