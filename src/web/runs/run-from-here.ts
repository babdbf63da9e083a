import { useCallback } from 'react';
import { useEditor } from '../builder/editor.ts';
import type { StepPath } from '../model/step-path.ts';
import { useAnnounce } from '../shell/status.tsx';
import { pinsBefore } from '../model/pins-before.ts';
import { useRunControl } from './run-control.ts';
import { useStartRun } from './start-run.ts';

/** Runs a module and what comes behind it once, on what the modules before it gave in the run that is shown. */
export function useRunFromHere(): (path: StepPath) => void {
  const { blueprint } = useEditor();
  const { operations } = useRunControl();
  const start = useStartRun();
  const announce = useAnnounce();
  return useCallback(
    (path) => {
      const found = pinsBefore(blueprint, path, operations);
      if ('refused' in found) announce(found.refused);
      else void start(found.pins.size === 0 ? undefined : { type: 'trigger' }, found.pins);
    },
    [blueprint, operations, start, announce],
  );
}
