import type { AcceptSettings } from './type-entry.ts';

/** A list or collection typed as JSON text becomes what it says; everything else stays as it is. */
export function structured(value: unknown, settings: AcceptSettings): unknown {
  if (!settings.fromText || typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  return parsedJson(value)?.json ?? value;
}

/** The JSON value of a text, wrapped because it may be null; undefined when the text is not JSON. */
export function parsedJson(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
