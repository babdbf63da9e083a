import type { ReactNode } from 'react';
import classes from './empty.module.css';

/** Stands where a list would be: one sentence, and what to do about it. */
export function Empty({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <div className={classes['empty']}>
      <p>{text}</p>
      {children}
    </div>
  );
}
