import type { Json } from '../../core/json.ts';
import type { Row, SqlValue, Statement } from '../database.ts';

/** How a property is kept: as it is, as JSON text, or as 0 and 1. */
export type Codec = 'plain' | 'json' | 'flag';

/** A record kind and its table: properties in camelCase, columns in snake_case. */
export interface Table<Item> {
  readonly name: string;
  /** Column names, joined with commas, for SELECT and RETURNING. */
  readonly columns: string;
  toItem(row: Row): Item;
  insert(item: Item): Statement;
  /** `column = ?` for each property in `changes`, and their values. */
  assignments(changes: Partial<Item>): { readonly sql: readonly string[]; readonly values: readonly SqlValue[] };
}

/** Describes the table `name` that keeps records with these properties. */
export function defineTable<Item extends object>(
  name: string,
  codecs: Readonly<Record<keyof Item & string, Codec>>,
): Table<Item> {
  const properties = Object.entries<Codec>(codecs).map(([property, codec]) => ({
    property,
    column: columnOf(property),
    codec: CODECS[codec],
  }));
  const columns = properties.map(({ column }) => column).join(', ');
  const insertSql = `INSERT INTO ${name} (${columns}) VALUES (${properties.map(() => '?').join(', ')})`;

  return {
    name,
    columns,
    toItem(row) {
      const item: Record<string, unknown> = {};
      for (const { property, column, codec } of properties) item[property] = codec.decode(row[column] ?? null);
      return item as Item;
    },
    insert: (item) => ({
      sql: insertSql,
      values: properties.map(({ property, codec }) => encode(item, property, codec)),
    }),
    assignments(changes) {
      const given = properties.filter(
        ({ property }) => Object.hasOwn(changes, property) && (changes as Row)[property] !== undefined,
      );
      return {
        sql: given.map(({ column }) => `${column} = ?`),
        values: given.map(({ property, codec }) => encode(changes, property, codec)),
      };
    },
  };
}

/** JSON text of a value that is JSON by its type. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value ?? null);
}

/** The value of JSON text that the store itself has written. */
export function fromJsonText(text: SqlValue | undefined): Json {
  return typeof text === 'string' ? (JSON.parse(text) as Json) : null;
}

interface CodecPair {
  encode(value: unknown): SqlValue;
  decode(value: SqlValue): unknown;
}

const CODECS: Readonly<Record<Codec, CodecPair>> = {
  plain: { encode: (value) => value as SqlValue, decode: (value) => value },
  json: { encode: toJsonText, decode: fromJsonText },
  flag: { encode: (value) => (value === true ? 1 : 0), decode: (value) => value === 1 },
};

function encode(item: object, property: string, codec: CodecPair): SqlValue {
  return codec.encode((item as Readonly<Record<string, unknown>>)[property] ?? null);
}

function columnOf(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
