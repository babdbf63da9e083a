import { Checkbox, Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';

/** One column of a table. */
export interface Column<Row> {
  readonly key: string;
  /** Heading; on narrow screens the label beside the value. */
  readonly label: string;
  readonly render: (row: Row) => ReactNode;
  /** Makes the column sortable. */
  readonly sortBy?: (row: Row) => string | number;
  readonly align?: 'right';
  /** Long texts without spaces: they break anywhere before the table grows wider than the page. */
  readonly breaks?: boolean;
  /** The heading is only read out, for columns of buttons. */
  readonly isQuiet?: boolean;
}

/** Rows people ticked. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
}

interface Order {
  readonly key: string;
  readonly isDescending: boolean;
}

/** A table with a name; below 900 px each row becomes a card. What is wider than its place scrolls in it. */
export function DataTable<Row>({
  name,
  rows,
  columns,
  idOf,
  labelOf,
  selection,
}: {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly idOf: (row: Row) => string;
  /** What a row is called, for its checkbox. */
  readonly labelOf?: (row: Row) => string;
  readonly selection?: Selection;
}) {
  const [order, setOrder] = useState<Order>();
  const sorted = sortRows(rows, columns, order);
  return (
    <div className={classes['scroll']}>
      <Table className={classes['table']} aria-label={name} verticalSpacing="xs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {selection !== undefined && (
              <Table.Th className={classes['tick']}>
                <Checkbox
                  aria-label={`Select all of ${name}`}
                  checked={rows.length > 0 && rows.every((row) => selection.ids.has(idOf(row)))}
                  onChange={(event) => selection.onChange(new Set(event.currentTarget.checked ? rows.map(idOf) : []))}
                />
              </Table.Th>
            )}
            {columns.map((column) => (
              <Heading key={column.key} column={column} order={order} onOrder={setOrder} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((row) => (
            <Table.Tr key={idOf(row)} data-tickable={selection !== undefined || undefined}>
              {selection !== undefined && (
                <Table.Td className={classes['tick']}>
                  <Checkbox
                    aria-label={`Select ${labelOf?.(row) ?? idOf(row)}`}
                    checked={selection.ids.has(idOf(row))}
                    onChange={() => selection.onChange(toggled(selection.ids, idOf(row)))}
                  />
                </Table.Td>
              )}
              {columns.map(({ key, label, render, align, breaks, isQuiet }) => (
                <Table.Td
                  key={key}
                  data-label={isQuiet === true ? undefined : label}
                  data-align={align}
                  data-breaks={breaks}
                >
                  {render(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Heading<Row>({
  column,
  order,
  onOrder,
}: {
  readonly column: Column<Row>;
  readonly order: Order | undefined;
  readonly onOrder: (order: Order) => void;
}) {
  const { key, label, sortBy, align, isQuiet } = column;
  if (sortBy === undefined) {
    return (
      <Table.Th scope="col" data-align={align}>
        {isQuiet === true ? <span className="visually-hidden">{label}</span> : label}
      </Table.Th>
    );
  }
  const isSorted = order?.key === key;
  const direction = order?.isDescending === true ? 'descending' : 'ascending';
  const Icon = isSorted ? SORT_ICONS[direction] : IconArrowsSort;
  return (
    <Table.Th scope="col" aria-sort={isSorted ? direction : 'none'} data-align={align}>
      <UnstyledButton
        className={classes['sort']}
        onClick={() => onOrder({ key, isDescending: isSorted && !order.isDescending })}
      >
        {label}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}

const SORT_ICONS = { ascending: IconArrowUp, descending: IconArrowDown } as const;

function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | undefined,
): readonly Row[] {
  const sortBy = columns.find(({ key }) => key === order?.key)?.sortBy;
  if (order === undefined || sortBy === undefined) return rows;
  const sign = order.isDescending ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(sortBy(a), sortBy(b)));
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b));
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
