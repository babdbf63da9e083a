import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SandboxCompany } from '../api/sandbox-control.ts';
import classes from './section.module.css';

/** What every section of the sandbox gets. */
export interface SectionProps {
  readonly company: SandboxCompany;
}

/** A section with its heading, and what can be done beside it. */
export function Section({
  title,
  description,
  actions,
  children,
}: {
  readonly title: string;
  readonly description?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={title} className={classes['section']}>
      <div className={classes['head']}>
        <div>
          <Title order={2} className={classes['title']}>
            {title}
          </Title>
          {description !== undefined && <p className={classes['description']}>{description}</p>}
        </div>
        {actions !== undefined && <Group gap="sm">{actions}</Group>}
      </div>
      {children}
    </section>
  );
}
