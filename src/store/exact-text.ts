import type { Json } from '../core/json.ts';
import type { Database, Row, SqlValue } from './database.ts';

/** Starts an escaped code unit; a private character, so that it hardly ever needs escaping itself. */
const MARK = '\uE000';
const UNSAFE = /[\0\uE000\p{Surrogate}]/u;
/** Nearly no text has one of these; some have pairs of surrogates, which are safe. */
const SUSPICIOUS = /[\0\uD800-\uDFFF\uE000]/;
const ALL_UNSAFE = /[\0\uE000\p{Surrogate}]/gu;
/** What is unsafe, or may be, as JSON writes it. */
const SUSPICIOUS_JSON = /\\u0000|\\ud[89a-f]|\uE000/;
const ESCAPED = /\uE000([0-9a-f]{4})/g;

/**
 * A database that keeps every text exactly, on one that does not. Engines cut texts at U+0000 or refuse it, and replace
 * lone surrogates: two different event ids would become one. Such code units are stored escaped and come back as they
 * were.
 */
export function keepTextExact(database: Database): Database {
  return {
    dialect: database.dialect,
    async all(sql, values) {
      const rows = await database.all(sql, values?.some(isUnsafe) === true ? values.map(escapeValue) : values);
      return rows.map(unescapeRow);
    },
    async batch(statements) {
      const results = await database.batch(
        statements.map((statement) =>
          statement.values?.some(isUnsafe) === true
            ? { ...statement, values: statement.values.map(escapeValue) }
            : statement,
        ),
      );
      return results.map((result) =>
        result.rows.length === 0 ? result : { ...result, rows: result.rows.map(unescapeRow) },
      );
    },
    close: () => database.close(),
  };
}

/**
 * JSON text of rows whose members, unpacked by the engine, are those that {@link keepTextExact} would have stored: a
 * text as such, anything deeper as JSON text, which says what is unsafe in its own way.
 */
export function exactRows(rows: readonly (readonly Json[])[]): string {
  const text = JSON.stringify(rows);
  if (!SUSPICIOUS_JSON.test(text)) return text;
  const escaped = rows.map((row) => row.map((each) => (typeof each === 'string' ? escapeValue(each) : each)));
  return JSON.stringify(escaped).replaceAll(MARK, '\\ue000');
}

function isUnsafe(value: SqlValue): value is string {
  return typeof value === 'string' && SUSPICIOUS.test(value) && UNSAFE.test(value);
}

function escapeValue(value: SqlValue): SqlValue {
  if (!isUnsafe(value)) return value;
  return value.replace(ALL_UNSAFE, (unit) => MARK + unit.charCodeAt(0).toString(16).padStart(4, '0'));
}

function unescapeRow(row: Row): Row {
  if (!Object.values(row).some(isEscaped)) return row;
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, unescapeValue(value)]));
}

function isEscaped(value: SqlValue): value is string {
  return typeof value === 'string' && value.includes(MARK);
}

function unescapeValue(value: SqlValue): SqlValue {
  if (!isEscaped(value)) return value;
  return value.replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
