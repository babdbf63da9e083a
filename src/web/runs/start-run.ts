import { useCallback } from 'react';
import type { RunRequest } from '../api/contract.ts';
import { useEditor } from '../builder/editor.ts';
import { idOf } from '../model/blueprint.ts';
import type { Pins } from '../model/pins-before.ts';
import { eachStep } from '../model/references.ts';
import { useAnnounce } from '../shell/status.tsx';
import { useRunControl } from './run-control.ts';
import { useRunResults } from './run-results.ts';
import { pinsFor } from './use-pins.ts';

/** What a run by hand starts with, without the pins. */
export type RunStart = RunRequest extends infer Kind ? (Kind extends RunRequest ? Omit<Kind, 'pins'> : never) : never;

/**
 * Starts a run by hand; edits are saved first. Without an argument it starts as "Run once" does. Outputs that are given
 * stand in for this run only, before pinned ones.
 */
export function useStartRun(): (start?: RunStart, outputs?: Pins) => Promise<void> {
  const editor = useEditor();
  const { start: run } = useRunControl();
  const { pins } = useRunResults();
  const announce = useAnnounce();
  const { blueprint, unsaved, scenario, save } = editor;
  const isInstant = useIsInstant();
  return useCallback(
    async (start: RunStart = { type: isInstant ? 'wait' : 'trigger' }, outputs: Pins = new Map()) => {
      const steps = eachStep(blueprint.flow);
      if (steps.length === 0) return announce('There is nothing to run yet. Add a module first.');
      if (unsaved > 0 && !(await save())) return;
      const kept = pinsFor(new Map([...pins, ...outputs]), new Set(steps.map((step) => idOf(step) ?? -1)));
      // The next run of an active scenario is a real one, and those use no pinned bundles.
      const isReal = start.type === 'wait' && scenario.active;
      if (isReal && kept !== undefined) announce('Pinned outputs are left out: the scenario is active.');
      await run({ ...start, ...(kept !== undefined && !isReal && { pins: kept }) });
    },
    [blueprint, unsaved, scenario.active, save, pins, run, announce, isInstant],
  );
}

/** Whether the scenario is started by deliveries. */
export function useIsInstant(): boolean {
  const { blueprint, catalogue, scenario } = useEditor();
  const first = blueprint.flow[0];
  const known = first && catalogue.find(first.module);
  // Until the modules are read, the webhook of the scenario as it was saved tells.
  if (known === undefined && !catalogue.isComplete) return scenario.hookId !== null;
  return known?.kind === 'instant trigger';
}
