import { IconPlayerPause } from '@tabler/icons-react';
import { useId } from 'react';
import { editStep } from '../model/aria-names.ts';
import { customNameOf, type Step } from '../model/blueprint.ts';
import { isDisabled } from '../model/step-settings.ts';
import { moduleGlyph } from '../ui/module-glyph.tsx';
import { useCanvas } from './canvas-context.ts';
import { CardProblems } from './card-problems.tsx';
import { CardRun } from './card-run.tsx';
import { pathOfKey } from './step-key.ts';
import { StepMenu } from './step-menu.tsx';
import classes from './card.module.css';
import status from './card-status.module.css';

/** One module: what it is, with which connection, what is wrong with it, and how it did in the run that is shown. */
export function StepCard({ step, pathKey }: { readonly step: Step; readonly pathKey: string }) {
  const { actions, named, moduleOf, isUnknown, originOf } = useCanvas();
  const aboutId = useId();
  const { icon: Icon, tone } = moduleGlyph(step.module);
  const module = moduleOf(step);
  const { number, label } = named(step);
  const unknown = isUnknown(step);
  const isOff = isDisabled(step);
  const path = pathOfKey(pathKey);
  const about = unknown
    ? `Unknown module ${step.module}. Install its app or replace it.`
    : [
        module?.kind === 'instant trigger' && 'INSTANT',
        customNameOf(step) !== undefined && module?.label,
        originOf(step),
      ]
        .filter(Boolean)
        .join(' · ');
  return (
    <div
      className={classes['card']}
      data-tone={unknown ? 'unknown' : tone}
      data-off={isOff || undefined}
      data-drag-step={pathKey}
    >
      <button
        type="button"
        className={classes['cover']}
        aria-label={editStep({ number, label })}
        aria-describedby={aboutId}
        onFocus={() => actions.select(path)}
        // A press of a key goes on in the settings; a click leaves the keys of the canvas to the card.
        onClick={({ detail }) => actions.open(path, undefined, detail === 0)}
      />
      <span className={classes['glyph']} aria-hidden>
        <Icon size={18} stroke={1.8} />
      </span>
      <span className={classes['title']}>
        <span className={classes['number']}>{number}</span> {label}
      </span>
      <StepMenu step={step} pathKey={pathKey} />
      <span className={classes['foot']}>
        <span className={classes['origin']} id={aboutId} title={about}>
          {about}
        </span>
        {isOff && (
          <span className={status['tag']}>
            <IconPlayerPause size={12} aria-hidden /> Disabled
          </span>
        )}
        <CardProblems step={step} pathKey={pathKey} />
        <CardRun step={step} />
      </span>
    </div>
  );
}
