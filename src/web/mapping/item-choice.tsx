import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { writePath } from '../model/iml-path.ts';
import { elementPath } from '../model/items.ts';
import type { ElementChoice, Item } from '../model/items.ts';
import classes from './items-tree.module.css';

/** A collection or list as a whole, or one element of a list. */
export function ItemChoice({
  item,
  onInsert,
}: {
  readonly item: Item;
  readonly onInsert: (expression: string, item: Item) => void;
}) {
  const [number, setNumber] = useState<number>(1);
  const insert = (choice: ElementChoice): void => onInsert(writePath(elementPath(item, choice)), item);
  if (!item.isArray) {
    return (
      <div role="group" aria-label={`Insert ${item.label}`} className={classes['choice']}>
        <Button size="compact-xs" variant="default" onClick={() => onInsert(item.iml, item)}>
          Insert {item.path.segments.length === 0 ? 'the whole bundle' : 'the whole collection'}
        </Button>
      </div>
    );
  }
  return (
    <div role="group" aria-label={`Insert ${item.label}`} className={classes['choice']}>
      <Button size="compact-xs" variant="default" onClick={() => insert('all')}>
        All items
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => insert('first')}>
        First item
      </Button>
      <NumberInput
        size="xs"
        w={64}
        min={1}
        max={9999}
        allowDecimal={false}
        hideControls
        aria-label="Number of the item"
        value={number}
        onChange={(next) => setNumber(typeof next === 'number' && next > 0 ? next : 1)}
      />
      <Button size="compact-xs" variant="default" onClick={() => insert(number)}>
        Item {number}
      </Button>
    </div>
  );
}
