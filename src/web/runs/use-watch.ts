import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Execution } from '../api/contract.ts';
import { executionQuery, lastExecutionQuery } from '../api/executions.ts';
import { useServerEvents } from '../api/live.ts';
import { NO_WATCH, watchAfter } from '../model/live-run.ts';
import type { LiveRun, Watch, WatchChange } from '../model/live-run.ts';
import { own } from '../model/values.ts';

/** The run that is shown, live or of the history, and the way to change which. */
export interface Watching {
  readonly watch: Watch;
  readonly change: (change: WatchChange) => void;
  /** As the history has it. */
  readonly execution: Execution | undefined;
}

/** Watches the runs of a scenario. At first its last run is shown, or the one that is asked for. */
export function useWatch({
  scenarioId,
  executionId,
  isInspecting,
  onWaitEnd,
}: {
  readonly scenarioId: string;
  readonly executionId: string | undefined;
  /** Somebody looks at the results: runs nobody here asked for must not replace them. */
  readonly isInspecting: boolean;
  /** A wait ended without a run. */
  readonly onWaitEnd: (outcome: string) => void;
}): Watching {
  const [watch, dispatch] = useReducer(watchAfter, NO_WATCH);
  const isUntouched = useRef(true);
  const { run } = watch;
  const change = useCallback((next: WatchChange) => {
    isUntouched.current = false;
    dispatch(next);
  }, []);

  const inOneGo = useInOneGo(dispatch);
  useServerEvents(({ type, data }) => {
    if (scenarioOf(data) !== scenarioId) return;
    if (type === 'execution.wait-ended' && watch.isExpecting && own(data, 'executionId') === null) {
      onWaitEnd(String(own(data, 'outcome')));
    }
    inOneGo({ type: 'event', name: type, data, follows: !isInspecting });
  });

  const last = useQuery({ ...lastExecutionQuery(scenarioId), enabled: executionId === undefined });
  const asked = useQuery({ ...executionQuery(executionId ?? ''), enabled: executionId !== undefined });
  const first = executionId === undefined ? last.data : asked.data;
  useEffect(() => {
    if (!isUntouched.current || first === undefined || first === null) return;
    change({ type: 'show', run: recordOf(first) });
  }, [first, change]);

  const stored = useQuery({ ...executionQuery(run.executionId ?? ''), enabled: run.executionId !== undefined });
  const execution = stored.data?.id === run.executionId ? stored.data : undefined;
  useEffect(() => {
    if (execution === undefined || run.status !== 'running' || execution.status === 'running') return;
    dispatch({ type: 'settled', run: recordOf(execution) });
  }, [execution, run.status]);
  return { watch, change, execution };
}

/** Milliseconds in which events are gathered: a run of thousands of operations must not draw the page for each. */
const GATHER_MS = 40;

/** Makes changes that come shortly after each other at once, so that the page is drawn once for them. */
function useInOneGo(act: (change: WatchChange) => void): (change: WatchChange) => void {
  const gathered = useRef<WatchChange[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (change) => {
      gathered.current.push(change);
      if (timer.current !== undefined) return;
      timer.current = setTimeout(() => {
        timer.current = undefined;
        for (const each of gathered.current.splice(0)) act(each);
      }, GATHER_MS);
    },
    [act],
  );
}

/** A run of the history as it is shown. */
export function recordOf({
  id,
  status,
  startedAt,
  endedAt,
}: Execution): Omit<LiveRun, 'modules' | 'operations' | 'log'> {
  return { executionId: id, status, startedAt, endedAt: endedAt ?? undefined };
}

function scenarioOf(data: Readonly<Record<string, unknown>>): unknown {
  return own(data, 'scenarioId') ?? own(own(data, 'execution'), 'scenarioId');
}
