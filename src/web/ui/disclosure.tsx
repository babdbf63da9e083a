import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import classes from './disclosure.module.css';

/** A part under a heading that opens and closes; what is inside exists only while it is open. */
export function Disclosure({
  title,
  note,
  isOpenAtFirst = false,
  children,
}: {
  readonly title: string;
  /** A few words beside the title, for example how much there is. */
  readonly note?: string | undefined;
  readonly isOpenAtFirst?: boolean;
  readonly children: ReactNode;
}) {
  const id = useId();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes['part']} aria-label={title}>
      <h3 className={classes['heading']}>
        <UnstyledButton
          className={classes['button']}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <Chevron size={16} aria-hidden />
          {title}
        </UnstyledButton>
        {note !== undefined && <span className={classes['note']}>{note}</span>}
      </h3>
      {isOpen && (
        <div id={id} className={classes['content']}>
          {children}
        </div>
      )}
    </section>
  );
}
