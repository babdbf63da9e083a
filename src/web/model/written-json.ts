import { jsonErrorAt, placeOf } from './json-error.ts';

/** What people wrote as JSON, or why it is none. */
export type WrittenJson = { readonly value: unknown } | { readonly problem: string };

/** Reads JSON that people wrote, and says at which line it stops being JSON. */
export function readWrittenJson(text: string): WrittenJson {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    const { line, column } = placeOf(text, jsonErrorAt(text) ?? text.length);
    return { problem: `This is no JSON from line ${line}, column ${column} on.` };
  }
}
