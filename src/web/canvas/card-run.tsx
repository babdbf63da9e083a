import { VisuallyHidden } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconHelpCircle,
  IconPencil,
  IconPin,
  IconProgress,
  IconSquareRoundedMinus,
} from '@tabler/icons-react';
import { outputOf } from '../model/aria-names.ts';
import { idOf, type Step } from '../model/blueprint.ts';
import { useRunResults } from '../runs/run-results.ts';
import type { ModuleState } from '../runs/run-results.ts';
import { useCanvas } from './canvas-context.ts';
import classes from './card-status.module.css';

/** A state is always a sign, a word and a colour. */
const STATES: Readonly<
  Record<Exclude<ModuleState, 'idle'>, readonly [icon: typeof IconClock, tone: string, word: string]>
> = {
  waiting: [IconClock, 'info', 'Waiting'],
  running: [IconProgress, 'info', 'Running'],
  success: [IconCircleCheck, 'ok', 'Done'],
  warning: [IconAlertTriangle, 'warn', 'Warning'],
  error: [IconCircleX, 'danger', 'Failed'],
  skipped: [IconSquareRoundedMinus, 'idle', 'Skipped'],
  'in-doubt': [IconHelpCircle, 'warn', 'In doubt'],
};

const CHANGED = [IconPencil, 'idle', 'Changed'] as const;

/** How a module did in the run that is shown; a press shows what it gave. */
export function CardRun({ step }: { readonly step: Step }) {
  const { named } = useCanvas();
  const results = useRunResults();
  const id = idOf(step);
  if (id === undefined) return null;
  const result = results.of(id);
  const isPinned = results.pins.has(id);
  const state = result?.state ?? 'idle';
  return (
    <>
      {isPinned && (
        <span className={classes['tag']} title="Runs by hand use the pinned output and do not call the module.">
          <IconPin size={12} aria-hidden /> Pinned
        </span>
      )}
      {result !== undefined && state !== 'idle' && (
        <Output
          state={state}
          isChanged={results.changed.has(id)}
          name={outputOf(named(step), result.operations, result.bundles)}
          bundles={result.operations === 0 ? undefined : result.bundles}
          onClick={() => results.inspect(id)}
        />
      )}
    </>
  );
}

function Output({
  state,
  isChanged,
  name,
  bundles,
  onClick,
}: {
  readonly state: Exclude<ModuleState, 'idle'>;
  /** The module was edited since, so that the state says little by now. */
  readonly isChanged: boolean;
  readonly name: string;
  /** Undefined before the module has run. */
  readonly bundles: number | undefined;
  readonly onClick: () => void;
}) {
  const [Icon, tone, word] = isChanged ? CHANGED : STATES[state];
  return (
    <span
      className={classes['run']}
      data-tone={tone}
      data-run={state}
      title={isChanged ? 'Changed since last run' : undefined}
    >
      <Icon size={14} aria-hidden />
      {word}
      {isChanged && <VisuallyHidden> since last run</VisuallyHidden>}
      {bundles !== undefined && (
        <button type="button" className={classes['count']} aria-label={name} title={name} onClick={onClick}>
          {bundles}
        </button>
      )}
    </span>
  );
}
