import { Button } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { MAIN_FLOW } from '../model/step-path.ts';
import { useCanvas } from './canvas-context.ts';
import { keyOfPlace } from './place-key.ts';
import classes from './canvas.module.css';

const START = { list: MAIN_FLOW, index: 0 };

/** Stands where the first module goes. */
export function EmptyCanvas() {
  const { actions } = useCanvas();
  return (
    <div className={classes['empty']} data-place={keyOfPlace(START)}>
      <span className={classes['emptyGlyph']} aria-hidden>
        <IconBolt size={28} />
      </span>
      <Button size="md" onClick={() => actions.aim(START, 'as the first one')}>
        Choose a trigger
      </Button>
      <p>or start with an action and run on demand. Modules can be dragged here, and blueprints pasted.</p>
    </div>
  );
}
