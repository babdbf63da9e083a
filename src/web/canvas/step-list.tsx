import { memo } from 'react';
import { stepName } from '../model/aria-names.ts';
import { idOf, isStep, type Step } from '../model/blueprint.ts';
import { directiveOf } from '../model/directives.ts';
import { branches } from '../model/placement.ts';
import { ownerOf } from '../model/step-path.ts';
import { useCanvas } from './canvas-context.ts';
import { HandlerRail } from './handler-rail.tsx';
import { AddJoint, FilterJoint, StartJoint } from './joints.tsx';
import { Lanes } from './lanes.tsx';
import { StepCard } from './step-card.tsx';
import { keyOfPath, pathOfKey } from './step-key.ts';
import type { StepListProps } from './step-list-props.ts';
import { StepNote } from './step-note.tsx';
import classes from './rail.module.css';

/** A list of modules as a rail of cards; it is drawn again only when something in it changes. */
export const StepList = memo(function StepList({ name, steps, listKey, kind }: StepListProps) {
  const list = pathOfKey(listKey);
  const keys = keysFor(steps);
  return (
    <ol className={classes['rail']} aria-label={name} data-kind={kind}>
      {steps.map((step, index) =>
        isStep(step) ? (
          <Item
            key={keys[index]}
            step={step}
            pathKey={keyOfPath([...list, index])}
            isFirst={index === 0}
            isLast={index === steps.length - 1}
          />
        ) : null,
      )}
      {steps.length === 0 && (
        <li className={classes['item']}>
          <StartJoint listKey={listKey} name={name} isOnly />
        </li>
      )}
    </ol>
  );
});

const Item = memo(function Item({
  step,
  pathKey,
  isFirst,
  isLast,
}: {
  readonly step: Step;
  readonly pathKey: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}) {
  const { named, moduleOf, isUnknown } = useCanvas();
  const what = moduleOf(step)?.kind ?? (isUnknown(step) ? 'unknown module' : '');
  const isEnd = directiveOf(step.module) !== undefined;
  const list = pathOfKey(pathKey).slice(0, -1);
  const isInside = ownerOf(list) !== undefined;
  return (
    <li
      className={classes['item']}
      aria-label={stepName(named(step), what)}
      data-step={pathKey}
      data-id={idOf(step)}
      data-last={isLast || undefined}
    >
      {isFirst && isEnd && <StartJoint listKey={keyOfPath(list)} name="the error handler" />}
      {(isInside || !isFirst) && <FilterJoint step={step} pathKey={pathKey} />}
      <div className={classes['block']}>
        <div className={classes['line']}>
          <StepCard step={step} pathKey={pathKey} />
          <span className={classes['filler']} />
        </div>
        <StepNote step={step} />
        <HandlerRail List={StepList} step={step} pathKey={pathKey} />
      </div>
      {branches(step) && <Lanes List={StepList} step={step} pathKey={pathKey} joins={!isLast} />}
      {!isEnd && <AddJoint step={step} pathKey={pathKey} isLast={isLast} />}
    </li>
  );
});

/** Modules are told apart by their number, so that a card that moves keeps the focus; a number taken twice gets its place. */
function keysFor(steps: readonly Step[]): readonly string[] {
  const seen = new Set<number | undefined>([undefined]);
  return steps.map((step, index) => {
    const id = isStep(step) ? idOf(step) : undefined;
    if (seen.has(id)) return `at ${index}`;
    seen.add(id);
    return String(id);
  });
}
