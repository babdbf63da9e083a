import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useContext, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import type { Execution, OperationRecord, RunRequest } from '../api/contract.ts';
import { executionQuery } from '../api/executions.ts';
import { runScenario, stopScenario } from '../api/scenarios.ts';
import { EditorContext } from '../builder/editor.ts';
import { idOf } from '../model/blueprint.ts';
import type { Blueprint } from '../model/blueprint.ts';
import type { LiveRun } from '../model/live-run.ts';
import { operationLine } from '../model/live-run.ts';
import { useAnnounce } from '../shell/status.tsx';
import { RunControlContext } from './run-control.ts';
import type { RunControl, TrayState } from './run-control.ts';
import { RunResultsContext } from './run-results.ts';
import { useChanged } from './use-changed.ts';
import { useEndAnnouncement } from './use-end-announcement.ts';
import { useOperations } from './use-operations.ts';
import { usePins } from './use-pins.ts';
import { resultsOf } from './results-of.ts';
import { recordOf, useWatch } from './use-watch.ts';

const CLOSED: TrayState = { isOpen: false, tab: 'inspector', moduleId: undefined, operationKey: undefined };
const STOPPED = 'Stopped waiting.';
/** Why a wait ended without a run. */
const WAIT_ENDINGS: Readonly<Record<string, string>> = {
  timeout: 'No delivery came, so nothing was run.',
  cancelled: STOPPED,
  failed: 'The delivery came, but its run could not be started.',
};

/**
 * The run the builder shows: the last one at first (or the one in `?execution=`), then whatever is started or comes in.
 * Stands inside of the editor.
 */
export function RunResultsProvider({
  scenarioId,
  executionId,
  children,
}: {
  readonly scenarioId: string;
  readonly executionId?: string | undefined;
  readonly children: ReactNode;
}) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const editor = useContext(EditorContext);
  const [params] = useSearchParams();
  const [tray, setTray] = useState(CLOSED);
  const [trouble, setTrouble] = useState<unknown>();
  const [pins, keepPin] = usePins(scenarioId);
  const { watch, change, execution } = useWatch({
    scenarioId,
    executionId: executionId ?? params.get('execution') ?? undefined,
    isInspecting: tray.isOpen && tray.tab !== 'problems',
    onWaitEnd: (outcome) => announce(WAIT_ENDINGS[outcome] ?? STOPPED),
  });
  const { run } = watch;
  const blueprint = editor?.blueprint;
  const read = useOperations(run, blueprint);
  const { operations, filters } = read;
  useEndAnnouncement(watch, read);

  const openTray = useCallback<RunControl['openTray']>(
    (next) => setTray((old) => ({ ...old, operationKey: undefined, ...next, isOpen: true })),
    [],
  );
  const asked = useRef(0);
  const start = useCallback(
    async (request: RunRequest) => {
      const ask = ++asked.current;
      setTrouble(undefined);
      change({ type: 'asked' });
      try {
        const { executionId: started, waiting } = await runScenario(scenarioId, request);
        // It may have been stopped before this answer, and something else asked for.
        if (ask !== asked.current) return;
        const isStopped = started === null && !waiting;
        change(isStopped ? { type: 'refused' } : { type: 'answered', executionId: started });
        if (isStopped) announce(STOPPED);
      } catch (error) {
        if (ask !== asked.current) return;
        change({ type: 'refused' });
        setTrouble(error);
      }
    },
    [scenarioId, change, announce],
  );
  const stop = useCallback(() => stopScenario(scenarioId).catch(setTrouble), [scenarioId]);
  const show = useCallback(
    async (id: string) => {
      const found = await client.fetchQuery(executionQuery(id));
      change({ type: 'show', run: recordOf(found) });
    },
    [client, change],
  );
  const clear = useCallback(() => {
    setTrouble(undefined);
    change({ type: 'clear' });
    setTray((old) => ({ ...old, moduleId: undefined, operationKey: undefined }));
  }, [change]);

  const control: RunControl = {
    scenarioId,
    run,
    wait: watch.wait,
    newer: watch.newer,
    trouble: trouble ?? read.error,
    error: execution?.error ?? null,
    deliveryId: execution?.trigger.deliveryId,
    operations,
    operationCount: operationCountOf(read.count, execution),
    hasMoreOperations: read.hasMore,
    loadMoreOperations: read.loadMore,
    log: run.log.length > 0 ? run.log : operations.map(lineOf),
    filters,
    start,
    stop,
    show,
    tray,
    openTray,
    closeTray: () => setTray((old) => ({ ...old, isOpen: false })),
  };
  const trigger = triggerOf(blueprint);
  const changed = useChanged(editor, execution?.scenarioVersion);
  const results = useMemo(
    () =>
      resultsOf({
        run,
        operations,
        trigger,
        filters,
        pins,
        changed,
        pin: (moduleId, bundles) => {
          const refusal = keepPin(moduleId, bundles);
          announce(refusal ?? (bundles === undefined ? 'Output unpinned.' : 'Output pinned for runs by hand.'));
        },
        inspect: (moduleId) => openTray({ tab: 'inspector', moduleId }),
        clear,
      }),
    [run, operations, trigger, filters, pins, changed, keepPin, announce, openTray, clear],
  );
  return (
    <RunControlContext value={control}>
      <RunResultsContext value={results}>{children}</RunResultsContext>
    </RunControlContext>
  );
}

function lineOf({ startedAt, outputs, ...operation }: OperationRecord): LiveRun['log'][number] {
  return { at: startedAt, ...operationLine({ ...operation, bundles: outputs.length }) };
}

function triggerOf(blueprint: Blueprint | undefined): number | undefined {
  const first = blueprint?.flow[0];
  return first === undefined ? undefined : idOf(first);
}

/** What was counted here, or by the server when the run was not watched. */
function operationCountOf(counted: number, execution: Execution | undefined): number {
  return Math.max(counted, execution?.operationCount ?? 0);
}
