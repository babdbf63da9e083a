import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parse } from 'csv-parse';
import type { Options } from 'csv-parse';

/** Rows longer than this are no rows: most likely a quote is never closed. In bytes. */
const LONGEST_ROW = 1_048_576;
/** After so many rows others get their turn. */
const ROWS_IN_A_TURN = 200;

const FORMAT: Options = {
  bom: true,
  info: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  max_record_size: LONGEST_ROW,
};

/** One row of a file with the number of the line it begins on. */
export interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** What a file turns out to hold. */
export interface FileScan {
  /** The first line; undefined in an empty file. */
  readonly header: Row | undefined;
  /** Rows that can be read, the first line not counted. */
  readonly rows: number;
  /** Where the last of them ends. */
  readonly bytes: number;
  /** Where reading ends early, and why. */
  readonly broken: { readonly line: number; readonly message: string } | undefined;
}

/** Reads a file once from end to end and keeps nothing but its first line. */
export async function scanFile(file: string): Promise<FileScan> {
  let header: Row | undefined;
  let count = 0;
  let nextLine = 1;
  const linesOf = createLineFinder();
  let bytes = 0;
  const parser = parse({
    ...FORMAT,
    info: false,
    on_record: (cells: string[], info) => {
      const { first, next } = linesOf(cells, info.lines);
      header ??= { cells, line: first };
      count += 1;
      nextLine = next;
      bytes = info.bytes;
      return null;
    },
  });
  parser.resume();
  const broken = await pipeline(createReadStream(file), parser).then(
    () => undefined,
    (error: unknown) => ({ line: nextLine, message: whyBroken(error) }),
  );
  return { header, rows: Math.max(0, count - 1), bytes, broken };
}

/** Gives the rows below the first line one after the other, as far as {@link scanFile} could read them. */
export async function eachRow(
  file: string,
  { bytes }: Pick<FileScan, 'bytes'>,
  take: (row: Row) => void,
  signal: AbortSignal,
): Promise<void> {
  let index = 0;
  const linesOf = createLineFinder();
  const takeAll = async (records: AsyncIterable<ParsedRecord>): Promise<void> => {
    for await (const { record: cells, info } of records) {
      const line = linesOf(cells, info.lines).first;
      if (index > 0) take({ cells, line });
      index += 1;
      if (index % ROWS_IN_A_TURN === 0) await nextTurn(undefined, { signal });
    }
  };
  await pipeline(createReadStream(file, { end: bytes - 1 }), parse(FORMAT), takeAll, { signal });
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Finds the lines on which rows begin, row by row from the first. The parser counts up to the end of a row, and counts
 * every line break of two characters inside a cell twice.
 */
function createLineFinder(): (
  cells: readonly string[],
  lines: number,
) => { readonly first: number; readonly next: number } {
  let countedTwice = 0;
  return (cells, lines) => {
    const inside = cells.flatMap((cell) => cell.match(/\r\n|\r|\n/g) ?? []);
    countedTwice += inside.filter((each) => each.length === 2).length;
    const last = lines - countedTwice;
    return { first: last - inside.length, next: last + 1 };
  };
}

function whyBroken(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = REASONS[code];
  if (known === undefined) throw error;
  return `${known} Nothing from here on was read.`;
}

const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark in this row is never closed.',
  CSV_MAX_RECORD_SIZE: 'The row is longer than 1 MB; most likely a quotation mark in it is never closed.',
};
