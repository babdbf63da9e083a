import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './control-card.module.css';

/** One thing to do to the sandbox as a whole. */
export function ControlCard({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={title} className={classes['card']}>
      <div>
        <Title order={3} className={classes['title']}>
          {title}
        </Title>
        <p className={classes['note']}>{note}</p>
      </div>
      {children}
    </section>
  );
}
