import { IconAlertTriangle, IconExclamationCircle } from '@tabler/icons-react';
import { createContext, useContext } from 'react';
import type { Finding } from '../api/contract.ts';
import { counted, stepTitle } from '../model/aria-names.ts';
import type { Step } from '../model/blueprint.ts';
import { useCanvas } from './canvas-context.ts';
import classes from './card-status.module.css';

/** What is wrong with each module, by the key of its path, and the way to correct it. */
export interface StepProblems {
  readonly byKey: ReadonlyMap<string, readonly Finding[]>;
  readonly open: (problem: Finding) => void;
}

export const StepProblemsContext = createContext<StepProblems>({ byKey: new Map(), open: () => undefined });

/** How many problems a module has; a press opens the first one. */
export function CardProblems({ step, pathKey }: { readonly step: Step; readonly pathKey: string }) {
  const { named } = useCanvas();
  const { byKey, open } = useContext(StepProblemsContext);
  const problems = byKey.get(pathKey);
  const first = problems?.find(({ severity }) => severity === 'error') ?? problems?.[0];
  if (problems === undefined || first === undefined) return null;
  const isError = first.severity === 'error';
  const Icon = isError ? IconExclamationCircle : IconAlertTriangle;
  const text = counted(problems.length, isError ? 'problem' : 'doubt');
  return (
    <button
      type="button"
      className={classes['badge']}
      data-tone={isError ? 'danger' : 'warn'}
      aria-label={`${text} in ${stepTitle(named(step))}: ${first.message}`}
      title={first.message}
      onClick={() => open(first)}
    >
      <Icon size={14} aria-hidden />
      {text}
    </button>
  );
}
