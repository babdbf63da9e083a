import { Button } from '@mantine/core';
import { useContext } from 'react';
import { explain } from '../ui/trouble.tsx';
import { OutputsContext, useMapping } from './mapping-context.ts';
import classes from './mapping-panel.module.css';
import type { StepOutput } from './use-outputs.ts';

/** Says of modules whose items only the service knows why they are not all here. */
export function OpenOutputs() {
  const { sources } = useMapping();
  const outputs = useContext(OutputsContext);
  return sources.map(({ module, label }) => {
    const output = outputs.get(module);
    return output?.isOpen !== true ? null : <OpenOutput key={module} label={label} output={output} />;
  });
}

function OpenOutput({ label, output }: { readonly label: string; readonly output: StepOutput }) {
  const { missing, isLoading, error, retry } = output;
  if (error !== null) {
    return (
      <p role="alert" className={classes['none']}>
        What {label} gives could not be loaded: {explain(error).message}{' '}
        <Button size="compact-xs" variant="default" onClick={retry}>
          Retry
        </Button>
      </p>
    );
  }
  if (isLoading) {
    return (
      <p role="status" className={classes['none']}>
        Loading what {label} gives…
      </p>
    );
  }
  if (missing.length === 0) return null;
  return (
    <p className={classes['none']}>
      What {label} gives is known once {missing.join(' and ')} {missing.length === 1 ? 'is' : 'are'} filled in.
    </p>
  );
}
