import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { propertyText } from '../properties/property-text.ts';
import type { Customer } from '../world/world-schema.ts';
import type { World } from '../world/world.ts';
import { KNOWN_HEADERS, knownCells } from './customer-columns.ts';
import { safeCell } from './safe-cell.ts';

/**
 * Customers as the bytes of a CSV file that an import takes back as it is: defined properties first, then the others by
 * name. No cell is a formula to a spreadsheet. Rows are made as they are read.
 */
export function exportCustomers(world: World, fits: (customer: Customer) => boolean): Readable {
  const names = propertyNames(world, fits);
  const rows = function* (): Generator<string[]> {
    yield [...KNOWN_HEADERS, ...names.map(safeCell)];
    for (const customer of world.customers.values()) if (fits(customer)) yield cellsOf(customer, names).map(safeCell);
  };
  return Readable.from(rows()).pipe(stringify({ bom: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ }));
}

function propertyNames({ definitions, customers }: World, fits: (customer: Customer) => boolean): string[] {
  const others = new Set<string>();
  for (const customer of customers.values()) {
    if (fits(customer)) for (const name of Object.keys(customer.properties)) others.add(name);
  }
  for (const name of definitions.keys()) others.delete(name);
  return [...definitions.keys(), ...[...others].sort()];
}

function cellsOf(customer: Customer, names: readonly string[]): string[] {
  return [...knownCells(customer), ...names.map((name) => propertyText(customer, name))];
}
