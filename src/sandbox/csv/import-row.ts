import { ownValue, setOwn } from '../../core/json.ts';
import { propertyText } from '../properties/property-text.ts';
import { readProperty } from '../properties/property-values.ts';
import { removeProperty } from '../properties/remove-property.ts';
import { companyRefusal } from '../service/company.ts';
import { normalisePhone } from '../service/phone.ts';
import { saveProfile } from '../service/profile.ts';
import type { Profile } from '../service/profile.ts';
import type { Sonar } from '../service/sonar.ts';
import { assign } from '../service/threads.ts';
import type { Customer, User } from '../world/world-schema.ts';
import { PHONE_COLUMN } from './customer-columns.ts';
import type { Column } from './import-header.ts';
import { cellValue } from './safe-cell.ts';

/** What is wrong with one cell; without a column, with the row. */
export interface Finding {
  readonly column: string | null;
  readonly message: string;
}

/** What became of a row. */
export type RowOutcome = 'added' | 'changed' | readonly Finding[];

/** The cell that removes a property. */
const REMOVE = 'DELETE';

/** Everything a row asks for, while it is read. */
interface Wish {
  phone: string | undefined;
  user: User | undefined;
  readonly profile: Profile & { readonly properties: Customer['properties'] };
  readonly removed: string[];
  readonly findings: Finding[];
}

/**
 * Takes in one row: adds the customer with its number, or changes the known one as far as cells are filled. A row with a
 * fault changes nothing; every fault is named.
 */
export function importRow(sonar: Sonar, columns: readonly Column[], cells: readonly string[]): RowOutcome {
  const wish: Wish = { phone: undefined, user: undefined, profile: { properties: {} }, removed: [], findings: [] };
  if (cells.length > columns.length) {
    const message = `The row has ${cells.length} cells, but there are ${columns.length} columns.`;
    return [{ column: null, message }];
  }
  columns.forEach((column, index) => readCell(sonar, { column, cell: cells[index] ?? '' }, wish));
  const isNew = wish.phone !== undefined && !sonar.world.customers.has(wish.phone);
  const refused = isNew ? companyRefusal(sonar.world, 'new customer') : undefined;
  if (refused !== undefined) {
    wish.findings.push({ column: PHONE_COLUMN, message: String(ownValue(refused.body, 'error')) });
  }
  return wish.phone === undefined || wish.findings.length > 0 ? wish.findings : fulfil(sonar, wish.phone, wish, isNew);
}

function fulfil(sonar: Sonar, phone: string, wish: Wish, isNew: boolean): RowOutcome {
  const customer = saveProfile(sonar, phone, wish.profile);
  for (const name of wish.removed) removeProperty(customer, name);
  if (wish.user !== undefined) assign(sonar, customer, wish.user);
  return isNew ? 'added' : 'changed';
}

type CellReader<K extends Column['kind']> = (
  sonar: Sonar,
  column: Extract<Column, { readonly kind: K }>,
  cell: { readonly value: string; readonly written: string },
  wish: Wish,
) => string | undefined;

/** How cells of each kind are read; each gives what is wrong, if anything. Cells are not empty. */
const READERS: { readonly [K in Column['kind']]: CellReader<K> } = {
  phone(_sonar, _column, { value }, wish) {
    wish.phone = normalisePhone(value.trim());
    return wish.phone === undefined ? `"${value}" is no phone number. Write it with its country code.` : undefined;
  },
  assigned({ world }, _column, { value }, wish) {
    wish.user = world.users.get(value.trim().toLowerCase());
    return wish.user === undefined ? `There is no user "${value.trim()}".` : undefined;
  },
  field(_sonar, { field }, { value }, wish) {
    const outcome = field.read(value.trim());
    if (!outcome.ok) return `"${value}" was given, expected ${field.expected}.`;
    setOwn(wish.profile, field.field, outcome.value);
    return undefined;
  },
  property(sonar, { header }, { value, written }, wish) {
    if (written === REMOVE) {
      wish.removed.push(header);
      return undefined;
    }
    if (isUnchanged(sonar, wish.phone, { header, value })) return undefined;
    const outcome = readProperty(sonar.world, header, value);
    if (!outcome.ok) return `"${value}" ${outcome.complaint}.`;
    setOwn(wish.profile.properties, header, outcome.value);
    return undefined;
  },
};

/** An empty cell says nothing, except where the phone number should be. */
function readCell(sonar: Sonar, at: { readonly column: Column; readonly cell: string }, wish: Wish): void {
  const { column, cell } = at;
  const value = cellValue(cell);
  if (cell.trim() === '' && column.kind !== 'phone') return;
  const read = READERS[column.kind] as CellReader<Column['kind']>;
  const message = value.includes('\uFFFD')
    ? 'The cell is not UTF-8 text. Save the file as "CSV UTF-8".'
    : read(sonar, column, { value, written: cell }, wish);
  if (message !== undefined) wish.findings.push({ column: column.header, message });
}

/** A number that comes back as the text an export made of it stays a number. */
function isUnchanged(
  { world }: Sonar,
  phone: string | undefined,
  { header, value }: { readonly header: string; readonly value: string },
): boolean {
  const customer = world.customers.get(phone ?? '');
  return customer !== undefined && propertyText(customer, header) === value;
}
