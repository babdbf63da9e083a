import { IconAlertOctagon } from '@tabler/icons-react';
import { handlerList } from '../model/aria-names.ts';
import type { Step } from '../model/blueprint.ts';
import { handlerOf } from '../model/error-handler.ts';
import { useCanvas } from './canvas-context.ts';
import { keyOfPath, pathOfKey } from './step-key.ts';
import type { StepListPart } from './step-list-props.ts';
import classes from './rail.module.css';

/** What runs when a module fails, below it. */
export function HandlerRail({
  List,
  step,
  pathKey,
}: {
  readonly List: StepListPart;
  readonly step: Step;
  readonly pathKey: string;
}) {
  const { named } = useCanvas();
  const steps = handlerOf(step);
  if (steps.length === 0) return null;
  return (
    <div className={classes['handler']}>
      <span className={classes['handlerName']}>
        <IconAlertOctagon size={14} aria-hidden />
        Error handler
      </span>
      <List
        name={handlerList(named(step))}
        steps={steps}
        listKey={keyOfPath([...pathOfKey(pathKey), 'onerror'])}
        kind="onerror"
      />
    </div>
  );
}
