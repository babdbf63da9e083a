import { useEffect, useState } from 'react';
import type { LiveRun } from '../model/live-run.ts';

/** Milliseconds a run took, or has taken so far; undefined before it has started. */
export function useElapsed({ status, startedAt, endedAt }: LiveRun): number | undefined {
  const isRunning = status === 'running';
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [isRunning]);
  if (startedAt === undefined) return undefined;
  const end = endedAt === undefined ? now : Date.parse(endedAt);
  return endedAt === undefined && !isRunning ? undefined : Math.max(0, end - Date.parse(startedAt));
}
