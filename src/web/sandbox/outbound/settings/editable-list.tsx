import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './outbound-settings.module.css';

/** What an instance has several of, with a button for one more. */
export function EditableList({
  name,
  addLabel,
  onAdd,
  children,
}: {
  readonly name: string;
  readonly addLabel: string;
  readonly onAdd: () => void;
  readonly children: ReactNode;
}) {
  return (
    <>
      <ul aria-label={name} className={classes['list']}>
        {children}
      </ul>
      <div>
        <Button variant="default" size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={onAdd}>
          {addLabel}
        </Button>
      </div>
    </>
  );
}

/** One of them: what is said of it, what can be done with it, and the way to remove it. */
export function EditableItem({
  name,
  text,
  onRemove,
  children,
}: {
  readonly name: string;
  readonly text: ReactNode;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}) {
  return (
    <li>
      <span>{text}</span>
      {children}
      <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={onRemove}>
        <IconTrash size={18} />
      </ActionIcon>
    </li>
  );
}
