import { Link } from 'wouter';
import classes from './section-links.module.css';

/** The sections of the sandbox as links in a row; on narrow screens it scrolls to where people are. */
export function SectionLinks({
  sections,
  current,
}: {
  readonly sections: readonly { readonly name: string; readonly label: string }[];
  readonly current: string | undefined;
}) {
  return (
    <nav aria-label="Sections of the sandbox" className={classes['sections']}>
      {sections.map(({ name, label }) => (
        <Link
          key={name}
          href={`/sandbox/${name}`}
          className={classes['section']}
          {...(name === current && { 'aria-current': 'page', ref: bringIntoView })}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

function bringIntoView(link: HTMLElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
