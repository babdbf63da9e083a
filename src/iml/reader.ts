import type { ExpressionLimits } from '../core/limits.ts';
import type { ImlMode } from './evaluation.ts';
import { failAt, syntaxError } from './problem.ts';
import { readToken, type Token } from './tokens.ts';

/** How expressions of one template are read. */
export interface Grammar {
  readonly mode: ImlMode;
  readonly limits: ExpressionLimits;
}

/** Where the parser stands in a stretch of the source; sub-readers share nothing but the source. */
export interface Reader {
  readonly source: string;
  readonly end: number;
  readonly grammar: Grammar;
  /** Inside an argument of a call of a scenario, where an unknown word is text. */
  readonly bareWords: boolean;
  /** Offset of the next unread character. */
  at: number;
  depth: number;
}

/** The next token without taking it. */
export function peek(reader: Reader): Token {
  return readToken(reader.source, reader.at, reader.end);
}

/** Takes `token`: reading goes on behind it. */
export function take(reader: Reader, token: Token): void {
  reader.at = token.end;
}

/** Takes the next token if it is the symbol `value`. */
export function takeSymbol(reader: Reader, value: string): boolean {
  const token = peek(reader);
  if (token.kind !== 'symbol' || token.value !== value) return false;
  take(reader, token);
  return true;
}

/** Takes the symbol `value` or fails, naming what was opened. */
export function expectSymbol(reader: Reader, value: string, what: string): void {
  if (!takeSymbol(reader, value)) throw unexpected(reader, `Close ${what} with ${value}.`);
}

/** Fails unless everything was read. */
export function expectEnd(reader: Reader): void {
  if (peek(reader).kind !== 'end') throw unexpected(reader, 'Put an operator between two values, and text in quotes.');
}

/** Runs `parse` one level deeper; fails when the nesting goes over its budget. */
export function nested<T>(reader: Reader, parse: () => T): T {
  const limit = reader.grammar.limits.depth;
  if (reader.depth >= limit) {
    throw failAt(
      { source: reader.source, at: reader.at },
      {
        code: 'IML_TOO_DEEP',
        message: `The expression is nested deeper than ${limit} levels.`,
        fix: 'Split the expression into several steps.',
      },
    );
  }
  reader.depth += 1;
  const result = parse();
  reader.depth -= 1;
  return result;
}

/** An error about whatever stands next. */
export function unexpected(reader: Reader, fix: string): Error {
  const token = peek(reader);
  const message =
    token.kind === 'end'
      ? 'The expression ends too early.'
      : `${JSON.stringify(reader.source.slice(token.start, token.end))} is not expected here.`;
  return syntaxError({ source: reader.source, at: token.start }, message, fix);
}
