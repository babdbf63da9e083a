import { collectionOf, isCollection, ownValue, type Collection } from '../../core/json.ts';

/** Makes of a kept value what modules give. */
export type Revive = (value: unknown) => unknown;

/**
 * How kept values of these fields become what was written: dates and binary data, which JSON has no form for, wherever
 * the fields name them. Undefined: they are what they are. What no longer is what its field says stays as it is.
 */
export function membersReviver(fields: readonly unknown[]): Revive | undefined {
  const revivers = new Map(
    fields.filter(isCollection).flatMap((field) => {
      const revive = reviverOf(field);
      return revive === undefined ? [] : [[String(ownValue(field, 'name')), revive] as const];
    }),
  );
  if (revivers.size === 0) return undefined;
  return (value) => {
    if (!isCollection(value)) return value;
    return collectionOf(
      Object.entries(value).map(([name, member]) => [name, revivers.get(name)?.(member) ?? member] as const),
    );
  };
}

const TYPES: ReadonlyMap<unknown, (field: Collection) => Revive | undefined> = new Map<
  unknown,
  (field: Collection) => Revive | undefined
>([
  // A calendar date is kept, and given, as text.
  ['date', (field) => (field['semantic'] === 'calendarDate' ? undefined : dateOf)],
  ['buffer', () => bytesOf],
  ['collection', ({ spec }) => (Array.isArray(spec) ? membersReviver(spec) : undefined)],
  ['array', ({ spec }) => itemsReviver(spec)],
]);

function reviverOf(field: Collection): Revive | undefined {
  return TYPES.get(field['type'])?.(field);
}

function itemsReviver(spec: unknown): Revive | undefined {
  const item = Array.isArray(spec) ? membersReviver(spec) : isCollection(spec) ? reviverOf(spec) : undefined;
  return item && ((value) => (Array.isArray(value) ? value.map(item) : value));
}

function dateOf(value: unknown): unknown {
  const date = typeof value === 'string' ? new Date(value) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? value : date;
}

function bytesOf(value: unknown): unknown {
  return typeof value === 'string' ? Buffer.from(value, 'base64') : value;
}
