import { Button, Table } from '@mantine/core';
import { useMemo, useState } from 'react';
import { jsonRows, openAtFirst } from '../model/json-tree.ts';
import { pathText } from '../model/iml-path.ts';
import { segmentsOf } from '../model/json-tree.ts';
import classes from './json-view.module.css';

/** Lines shown at first, and added each time. */
const STEP = 100;
/** Deepest and longest a table goes: what is larger is looked at as a tree. */
const MOST = 5000;

/** A value as a table of its items: path, type, value. */
export function JsonTable({ name, value }: { readonly name: string; readonly value: unknown }) {
  const [count, setCount] = useState(STEP);
  const leaves = useMemo(() => jsonRows(value, openAtFirst(value, MOST)).filter(({ isOpen }) => !isOpen), [value]);
  return (
    // What scrolls has to be reached with the keyboard.
    <div className={classes['table']} tabIndex={0} role="region" aria-label={`Table of ${name}`}>
      <Table aria-label={name} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Item</Table.Th>
            <Table.Th scope="col">Type</Table.Th>
            <Table.Th scope="col">Value</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {leaves.slice(0, count).map(({ id, path, type, preview }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">{pathText(segmentsOf(path))}</Table.Th>
              <Table.Td className={classes['type']}>{type}</Table.Td>
              <Table.Td className={classes['cell']}>{preview}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {leaves.length > count && (
        <Button size="compact-sm" variant="default" onClick={() => setCount(count + STEP)}>
          Show more ({leaves.length - count} left)
        </Button>
      )}
    </div>
  );
}
