import { Button } from '@mantine/core';
import { useState } from 'react';
import { useEditor } from '../builder/editor.ts';
import { nameOfStep } from '../builder/module-names.ts';
import type { Blueprint, Step } from '../model/blueprint.ts';
import type { StepPath } from '../model/step-path.ts';
import { changeAt } from '../model/values.ts';
import { atStep } from './at-step.ts';
import classes from './module-settings.module.css';
import type { MissingField } from './use-missing.ts';

/** OK, Cancel, a run of this module alone, and what is still missing. */
export function SettingsFooter({
  step,
  missing,
  onMissing,
  onConfirm,
  onClose,
  onRun,
}: {
  readonly step: Step;
  readonly missing: readonly MissingField[];
  /** Brings the fields into view. */
  readonly onMissing: () => void;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** Undefined for modules that cannot run alone. */
  readonly onRun: (() => void) | undefined;
}) {
  const editor = useEditor();
  const [before] = useState(step);
  const cancel = (): void => {
    if (before !== step) {
      editor.apply(
        atStep(before.id, (blueprint, path) => restored(blueprint, path, before)),
        {
          label: `Cancel the changes of ${nameOfStep(step, editor.catalogue)}`,
        },
      );
    }
    onClose();
  };
  return (
    <div className={classes['footer']}>
      {missing.length > 0 && (
        <div role="alert" className={classes['summary']}>
          <p>
            {missing.length === 1 ? 'One field needs' : `${missing.length} fields need`} your attention. OK keeps the
            module as it is.
          </p>
          <ul>
            {missing.map(({ id, label }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  onClick={(event) => {
                    event.preventDefault();
                    onMissing();
                    requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${CSS.escape(id)}`)?.focus());
                  }}
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={classes['buttons']}>
        {onRun !== undefined && (
          <Button variant="default" className={classes['run'] ?? ''} onClick={onRun}>
            Run this module only
          </Button>
        )}
        <span className={classes['space']} />
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
        <Button onClick={onConfirm}>OK</Button>
      </div>
    </div>
  );
}

/** The module as it was; what is inside its routes and branches stays as it is now. */
function restored(blueprint: Blueprint, path: StepPath, before: Step): Blueprint {
  return changeAt(blueprint, path, (now) => {
    const { routes, branches } = now as Step;
    return { ...before, ...(routes && { routes }), ...(branches && { branches }) };
  });
}
