import { isValues, own, type Values } from './values.ts';

/** One request and what was answered, as the history keeps it: secrets are replaced. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: readonly Header[];
  /** Text, or a cut value; undefined when nothing was sent. */
  readonly requestBody: unknown;
  /** Undefined when no whole answer came. */
  readonly response: ExchangeResponse | undefined;
  readonly error: { readonly name: string; readonly message: string } | undefined;
  /** Milliseconds. */
  readonly durationMs: number;
}

/** What was answered. */
export interface ExchangeResponse {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: unknown;
}

/** One header; several of a name are several entries. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/** An exchange of the history; undefined for what is none, for example one that was cut as a whole. */
export function readExchange(value: unknown): Exchange | undefined {
  const request = own(value, 'request');
  if (!isValues(request)) return undefined;
  const response = own(value, 'response');
  const error = own(value, 'error');
  return {
    method: textOr(request['method'], ''),
    url: textOr(request['url'], ''),
    requestHeaders: headersOf(request['headers']),
    requestBody: request['body'],
    response: isValues(response) ? readResponse(response) : undefined,
    error: isValues(error) ? { name: textOr(error['name'], ''), message: textOr(error['message'], '') } : undefined,
    durationMs: numberOr(own(value, 'durationMs'), 0),
  };
}

/** Headers written as an object, one entry per value. */
export function headersOf(headers: unknown): readonly Header[] {
  if (!isValues(headers)) return [];
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map((each) => ({ name, value: String(each) })),
  );
}

/** A text of JSON with line breaks and indents, or undefined when it is no JSON with parts. */
export function prettyJson(text: string): string | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return undefined;
  }
}

function readResponse(response: Values): ExchangeResponse {
  return { status: numberOr(response['status'], 0), headers: headersOf(response['headers']), body: response['body'] };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
