import { ASSIGNED_COLUMN, FIELD_COLUMNS, KNOWN_HEADERS, PHONE_COLUMN } from './customer-columns.ts';
import type { FieldColumn } from './customer-columns.ts';
import { cellValue } from './safe-cell.ts';

/** What a column of a file is for. */
export type Column =
  | { readonly kind: 'phone'; readonly header: string }
  | { readonly kind: 'assigned'; readonly header: string }
  | { readonly kind: 'field'; readonly header: string; readonly field: FieldColumn }
  | { readonly kind: 'property'; readonly header: string };

/** The columns a first line names, or everything that is wrong with it. */
export type HeaderOutcome =
  | { readonly ok: true; readonly columns: readonly Column[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads the first line of a file. Up to `Assigned To` the columns are those of customers, in any order and case; every
 * column after it is a property of that name.
 */
export function readHeader(cells: readonly string[]): HeaderOutcome {
  const headers = cells.map((cell) => cellValue(cell).trim());
  const assigned = headers.findIndex((header) => isSame(header, ASSIGNED_COLUMN));
  const columns = headers.map((header, index) =>
    assigned >= 0 && index > assigned ? ({ kind: 'property', header } as const) : knownColumn(header),
  );
  const problems = columns.flatMap((column, index) => problemOf(column, headers, index));
  if (!columns.some((column) => column?.kind === 'phone')) problems.unshift(`There is no column "${PHONE_COLUMN}".`);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, columns: columns.filter((column) => column !== undefined) };
}

function knownColumn(header: string): Column | undefined {
  if (isSame(header, PHONE_COLUMN)) return { kind: 'phone', header: PHONE_COLUMN };
  if (isSame(header, ASSIGNED_COLUMN)) return { kind: 'assigned', header: ASSIGNED_COLUMN };
  const field = FIELD_COLUMNS.find((each) => isSame(header, each.header));
  return field === undefined ? undefined : { kind: 'field', header: field.header, field };
}

function problemOf(column: Column | undefined, headers: readonly string[], index: number): string[] {
  const header = headers[index] ?? '';
  if (header === '') return [`Column ${index + 1} has no name.`];
  if (column === undefined) {
    return [
      `The column "${header}" is not known. Columns of properties stand after "${ASSIGNED_COLUMN}"; before it there may be: ${KNOWN_HEADERS.join(', ')}.`,
    ];
  }
  if (column.kind === 'property') {
    if (header === 'user_email')
      return [`A customer is assigned in the column "${ASSIGNED_COLUMN}", not by user_email.`];
    const first = headers.findIndex((each, at) => at > headers.findIndex(isAssigned) && each === header);
    return first < index ? [`The property column "${header}" stands twice.`] : [];
  }
  return headers.findIndex((each) => isSame(each, header)) < index ? [`The column "${header}" stands twice.`] : [];
}

function isAssigned(header: string): boolean {
  return isSame(header, ASSIGNED_COLUMN);
}

function isSame(header: string, known: string): boolean {
  const plain = (text: string): string => text.trim().toLowerCase().replaceAll('_', ' ');
  return plain(header) === plain(known);
}
