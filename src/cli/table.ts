import type { Collection } from '../core/json.ts';
import { paint } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { shown } from './shown.ts';

/** A column: its heading and what it shows of an item. */
export type Column = readonly [heading: string, show: (item: Collection) => unknown];

/** Longest text of a cell; longer ones are cut with an ellipsis. */
const WIDEST = 60;

/** Prints items as aligned columns, or a sentence when there are none. */
export function printTable(
  terminal: Terminal,
  items: readonly Collection[],
  { columns, empty }: { readonly columns: readonly Column[]; readonly empty: string },
): void {
  if (items.length === 0) {
    terminal.err(`${empty}\n`);
    return;
  }
  const rows = items.map((item) => columns.map(([, show]) => cell(show(item))));
  const widths = columns.map(([heading], index) =>
    Math.max(heading.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  terminal.out(`${paint(terminal, 'dim', line(columns.map(([heading]) => heading)))}\n`);
  for (const row of rows) terminal.out(`${line(row)}\n`);
}

function cell(value: unknown): string {
  const text = shown(value).replaceAll(/\s+/g, ' ') || '-';
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}
