/**
 * What a spreadsheet would take for a formula: these beginnings, in their wide forms as well. A plain number with its
 * sign, such as a phone number, is none.
 */
const FORMULA = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const SIGNED_NUMBER = /^[+-]\d+(?:\.\d+)?$/;
/** A value that a later import would take for an order. */
const ORDER = /^'*DELETE$/;

/** A value as a cell that does no harm in a spreadsheet: an apostrophe in front makes it a text. */
export function safeCell(value: string): string {
  const isPlain = SIGNED_NUMBER.test(value) || !(FORMULA.test(value) || ORDER.test(value));
  return isPlain ? value : `'${value}`;
}

/** The value of a cell that {@link safeCell} made; any other cell is its own value. */
export function cellValue(cell: string): string {
  return cell.startsWith("'") && (FORMULA.test(cell) || ORDER.test(cell)) ? cell.slice(1) : cell;
}
