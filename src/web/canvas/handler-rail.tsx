import { IconAlertOctagon } from '@tabler/icons-react';
import { handlerList } from '../model/aria-names.ts';
import type { Step } from '../model/blueprint.ts';
import { handlerOf } from '../model/error-handler.ts';
import { useCanvas } from './canvas-context.ts';
import { keyOfPath, pathOfKey } from './step-key.ts';
import { StepList } from './step-list.tsx';
import classes from './rail.module.css';

/** What runs when a module fails, below it. */
export function HandlerRail({ step, pathKey }: { readonly step: Step; readonly pathKey: string }) {
  const { named } = useCanvas();
  const steps = handlerOf(step);
  if (steps.length === 0) return null;
  return (
    <div className={classes['handler']}>
      <span className={classes['handlerName']}>
        <IconAlertOctagon size={14} aria-hidden />
        Error handler
      </span>
      <StepList
        name={handlerList(named(step))}
        steps={steps}
        listKey={keyOfPath([...pathOfKey(pathKey), 'onerror'])}
        kind="onerror"
      />
    </div>
  );
}
