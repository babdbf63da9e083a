import { IconFilter, IconFilterFilled, IconPlus } from '@tabler/icons-react';
import { addAfter, filterBefore } from '../model/aria-names.ts';
import { idOf, ROUTER, type Step } from '../model/blueprint.ts';
import { passedText } from '../model/run-summary.ts';
import { indexOf, listOf } from '../model/step-path.ts';
import { useRunResults } from '../runs/run-results.ts';
import { useCanvas } from './canvas-context.ts';
import { keyOfPlace } from './place-key.ts';
import { pathOfKey } from './step-key.ts';
import classes from './joints.module.css';

/** The part of the line behind a module, with the button that adds one there; modules are dropped on it. */
export function AddJoint({
  step,
  pathKey,
  isLast,
}: {
  readonly step: Step;
  readonly pathKey: string;
  readonly isLast: boolean;
}) {
  const { actions, named } = useCanvas();
  const path = pathOfKey(pathKey);
  // Behind a router nothing runs; its routes have joints of their own.
  if (step.module === ROUTER) return null;
  return (
    <span className={classes['joint']} data-last={isLast || undefined}>
      <button
        type="button"
        className={classes['add']}
        aria-label={addAfter(named(step))}
        title="Add a module here"
        data-place={keyOfPlace({ list: listOf(path), index: indexOf(path) + 1 })}
        onClick={() => actions.aimBehind(path)}
      >
        <IconPlus size={16} aria-hidden />
      </button>
    </span>
  );
}

/** The start of a list that has no module to stand behind. */
export function StartJoint({
  listKey,
  name,
  isOnly = false,
}: {
  readonly listKey: string;
  readonly name: string;
  readonly isOnly?: boolean;
}) {
  const { actions } = useCanvas();
  const place = { list: pathOfKey(listKey), index: 0 };
  return (
    <span className={classes['joint']} data-last={isOnly || undefined} data-only={isOnly || undefined}>
      <button
        type="button"
        className={classes['add']}
        aria-label={`Add a module at the start of ${name}`}
        data-place={keyOfPlace(place)}
        onClick={() => actions.aim(place, `at the start of ${name}`)}
      >
        <IconPlus size={16} aria-hidden />
        {isOnly && <span>Add a module</span>}
      </button>
    </span>
  );
}

/** The part of the line before a module, with its filter. */
export function FilterJoint({ step, pathKey }: { readonly step: Step; readonly pathKey: string }) {
  const { actions, named, filterText } = useCanvas();
  const text = filterText(step);
  const counts = useRunResults().filterOf(idOf(step) ?? -1);
  const passed = text !== undefined && counts !== undefined && passedText(counts);
  const full = text && (passed ? `${text.full}, ${passed}` : text.full);
  const Icon = text === undefined ? IconFilter : IconFilterFilled;
  return (
    <span className={classes['joint']}>
      <button
        type="button"
        className={classes['filter']}
        aria-label={filterBefore(named(step), full)}
        title={full ?? 'Set up a filter'}
        data-set={text === undefined ? undefined : true}
        onClick={() => actions.open(pathOfKey(pathKey), 'filter')}
      >
        <Icon size={14} aria-hidden />
        {text !== undefined && (
          <>
            <span className={classes['words']}>{text.short}</span>
            {passed && `· ${passed}`}
          </>
        )}
      </button>
    </span>
  );
}
