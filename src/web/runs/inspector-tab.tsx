import { useMutation } from '@tanstack/react-query';
import type { OperationRecord } from '../api/contract.ts';
import { replayExecution } from '../api/executions.ts';
import { useEditor } from '../builder/editor.ts';
import { hasCut } from '../model/json-tree.ts';
import { isShortened } from '../model/shortened.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Empty } from '../ui/empty.tsx';
import { Trouble } from '../ui/trouble.tsx';
import type { InspectorActions } from './inspector/inspected.ts';
import { RunInspector } from './inspector/run-inspector.tsx';
import { useRunControl } from './run-control.ts';
import { useRunResults } from './run-results.ts';

/** Looks into the run that is shown. */
export function InspectorTab() {
  const { scenarioId, run, operations, tray, openTray, deliveryId, error, hasMoreOperations, loadMoreOperations } =
    useRunControl();
  const { actions, trouble } = useInspectorActions();
  if (run.executionId === undefined) return <Empty text="Not run yet. Run once, and look at the bundles here." />;
  if (run.status === 'running') return <Empty text="The run goes on; its bundles appear here when it is over." />;
  return (
    <>
      {trouble !== null && <Trouble error={trouble} />}
      <RunInspector
        run={{ id: run.executionId, scenarioId, deliveryId }}
        operations={operations}
        error={error}
        moduleId={tray.moduleId}
        operationKey={tray.operationKey}
        onChoose={openTray}
        actions={actions}
        onLoadMore={hasMoreOperations ? loadMoreOperations : undefined}
      />
    </>
  );
}

/** What the inspector of the builder can do. */
function useInspectorActions(): { readonly actions: InspectorActions; readonly trouble: Error | null } {
  const editor = useEditor();
  const results = useRunResults();
  const announce = useAnnounce();
  const { run, show } = useRunControl();
  const { executionId } = run;
  const replay = useMutation({
    mutationFn: async (id: string) =>
      show((await replayExecution(id, { from: 'failed', version: 'current', skipDone: true })).executionId),
  });
  const pin = ({ moduleId, outputs }: OperationRecord): void => {
    // A pinned bundle has to be whole.
    if (outputs.some((output) => isShortened(output) || hasCut(output))) {
      announce('Not pinned: the history kept only the beginning of this output.');
    } else results.pin(moduleId, outputs);
  };
  const actions: InspectorActions = {
    openField: (id, field) => editor.openSettings(id, 'settings', field),
    addErrorHandler: (id) => editor.openSettings(id, 'error-handler'),
    retry: executionId === undefined ? undefined : () => replay.mutate(executionId),
    pin: (operation, isPinned) => (isPinned ? pin(operation) : results.pin(operation.moduleId, undefined)),
    isPinned: (id) => results.pins.has(id),
  };
  return { actions, trouble: replay.error };
}
