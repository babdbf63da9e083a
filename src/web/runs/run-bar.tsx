import { Button, Group, Text } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconEraser,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useMutation } from '@tanstack/react-query';
import { useEditor } from '../builder/editor.ts';
import { counted } from '../model/aria-names.ts';
import type { LiveRun } from '../model/live-run.ts';
import { ExecutionStatus } from '../ui/execution-status.tsx';
import { Time, duration } from '../ui/time.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { useRunControl } from './run-control.ts';
import { useRunResults } from './run-results.ts';
import { RunMenu } from './run-menu.tsx';
import { useStartRun } from './start-run.ts';
import { useElapsed } from './use-elapsed.ts';
import { Waiting } from './waiting.tsx';
import classes from './run-bar.module.css';

/** Runs the scenario by hand, and says how the run that is shown is doing. */
export function RunBar() {
  const { unsaved, isSaving } = useEditor();
  const { run, wait, trouble, newer, show } = useRunControl();
  const start = useStartRun();
  const isBusy = run.status === 'running' || run.status === 'waiting';
  const bar = useKeptFocus(run.status);
  useStartByAddress(start);
  return (
    <section ref={bar} tabIndex={-1} className={classes['bar']} aria-label="Run bar">
      {trouble !== undefined && trouble !== null && <NotStarted trouble={trouble} />}
      <div className={classes['line']}>
        {isBusy ? (
          <StopButton />
        ) : (
          <Button.Group>
            <Button
              leftSection={<IconPlayerPlayFilled size={16} aria-hidden />}
              loading={isSaving}
              onClick={() => void start()}
            >
              {unsaved > 0 ? 'Save and run once' : 'Run once'}
            </Button>
            <RunMenu onStart={(choice) => void start(choice)} />
          </Button.Group>
        )}
        <div className={classes['progress']}>
          {run.status === 'waiting' ? <Waiting wait={wait} /> : <Progress run={run} />}
          {newer !== undefined && (
            <Button size="compact-sm" variant="light" onClick={() => void show(newer)}>
              Show the newer run
            </Button>
          )}
        </div>
        <Facts run={run} />
        <TrayButton />
      </div>
    </section>
  );
}

/** Buttons go as a run goes on: the focus that was lost with them stays in the bar. */
function useKeptFocus(status: LiveRun['status']) {
  const bar = useRef<HTMLElement>(null);
  const before = useRef(status);
  useEffect(() => {
    if (before.current === status) return;
    before.current = status;
    if (document.activeElement === document.body) bar.current?.focus({ preventScroll: true });
  }, [status]);
  return bar;
}

/** Why nothing was run, and the way to what is wrong with the scenario. */
function NotStarted({ trouble }: { readonly trouble: unknown }) {
  const { problems } = useEditor();
  const { openTray } = useRunControl();
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <div>
      <Trouble error={trouble} />
      {errors > 0 && (
        <Button mt="xs" size="compact-sm" variant="default" onClick={() => openTray({ tab: 'problems' })}>
          Show {counted(errors, 'problem')}
        </Button>
      )}
    </div>
  );
}

function StopButton() {
  const { stop } = useRunControl();
  const work = useMutation({ mutationFn: stop });
  return (
    <Button
      color="danger"
      variant="filled"
      leftSection={<IconPlayerStopFilled size={16} aria-hidden />}
      loading={work.isPending}
      onClick={() => work.mutate()}
    >
      Stop
    </Button>
  );
}

/** What is going on, or how it ended. */
function Progress({ run }: { readonly run: LiveRun }) {
  const { scenarioId } = useRunControl();
  const { executionId, status, startedAt } = run;
  if (status === 'none' || status === 'waiting') {
    return (
      <Text size="sm" c="dimmed">
        Not run yet
      </Text>
    );
  }
  return (
    <>
      <ExecutionStatus status={status} />
      {status === 'running' && <Text size="sm">{nowRunning(run)}</Text>}
      {status !== 'running' && startedAt !== undefined && (
        <Text size="sm" c="dimmed">
          <Time at={startedAt} />
        </Text>
      )}
      {executionId !== undefined && status !== 'running' && (
        <Link href={`/scenarios/${scenarioId}/history/${executionId}`} className={classes['link']}>
          Open in history
        </Link>
      )}
    </>
  );
}

function nowRunning({ modules }: LiveRun): string {
  const running = [...modules].filter(([, module]) => module.running > 0).map(([id]) => id);
  if (running.length === 0) return 'Running…';
  return `Running module ${running.join(', ')}…`;
}

/** Operations and time. */
function Facts({ run }: { readonly run: LiveRun }) {
  const { operationCount } = useRunControl();
  const results = useRunResults();
  const elapsed = useElapsed(run);
  if (run.status === 'none' || run.status === 'waiting') return null;
  return (
    <Group gap="md" className={classes['facts']}>
      <Text size="sm">Operations: {operationCount}</Text>
      {elapsed !== undefined && <Text size="sm">{duration(elapsed)}</Text>}
      {results.executionId !== undefined && run.status !== 'running' && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconEraser size={14} aria-hidden />}
          onClick={() => results.clear()}
        >
          Clear results
        </Button>
      )}
    </Group>
  );
}

function TrayButton() {
  const { tray, openTray, closeTray } = useRunControl();
  const Icon = tray.isOpen ? IconChevronDown : IconChevronUp;
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-expanded={tray.isOpen}
      leftSection={<Icon size={14} aria-hidden />}
      onClick={() => (tray.isOpen ? closeTray() : openTray({}))}
    >
      {tray.isOpen ? 'Hide details' : 'Show details'}
    </Button>
  );
}

/** `?run` in the address runs the scenario once, when it is opened. */
function useStartByAddress(start: () => Promise<void>): void {
  const [params, setParams] = useSearchParams();
  const { catalogue } = useEditor();
  const isDone = useRef(false);
  const isAsked = params.has('run') && catalogue.isComplete;
  useEffect(() => {
    if (!isAsked || isDone.current) return;
    isDone.current = true;
    setParams(
      (old) => {
        old.delete('run');
        return old;
      },
      { replace: true },
    );
    void start();
  }, [isAsked, setParams, start]);
}
