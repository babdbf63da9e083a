import { Anchor, Breadcrumbs, Group, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import classes from './page.module.css';

/** What a page is made of. */
export interface PageProps {
  readonly title: string;
  /** The pages above this one, outermost first. */
  readonly crumbs?: readonly { readonly label: string; readonly href: string }[];
  /** One line below the title. */
  readonly description?: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its heading gets the focus when people come from another page, and names the tab of the browser. */
export function Page({ title, crumbs, description, actions, children }: PageProps) {
  const heading = usePageTitle(title);
  return (
    <div className={classes['page']}>
      {crumbs !== undefined && (
        <nav aria-label="Breadcrumb">
          <Breadcrumbs separator="›" className={classes['crumbs']}>
            {crumbs.map(({ label, href }) => (
              <Anchor key={href} component={Link} href={href} size="sm">
                {label}
              </Anchor>
            ))}
          </Breadcrumbs>
        </nav>
      )}
      <Group justify="space-between" align="flex-start" gap="md" className={classes['head']}>
        <div>
          <Title order={1} ref={heading} tabIndex={-1} className={classes['title']}>
            {title}
          </Title>
          {description !== undefined && <p className={classes['description']}>{description}</p>}
        </div>
        {actions !== undefined && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </div>
  );
}

/** Names the tab after the page, and gives the heading the focus, unless the page was opened by its address. */
export function usePageTitle(title: string): React.RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Sonar Connect`;
  }, [title]);
  useEffect(() => {
    if (navigator.userActivation.hasBeenActive) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
