import { isMapped, type FormField } from './form-field.ts';
import { choiceText } from './form-options.ts';
import { isValues } from './values.ts';

const NUMBERS: ReadonlySet<string> = new Set(['number', 'integer', 'uinteger', 'port', 'timestamp']);

/** A stored value as the text people edit: structures as JSON. */
export function fieldText(value: unknown): string {
  return isStructure(value) ? JSON.stringify(value, null, 2) : choiceText(value);
}

/** What is stored for a text: nothing for an empty one, numbers for number fields, structures where there were some. */
export function fieldValue(field: FormField, text: string, before: unknown): unknown {
  if (text === '') return undefined;
  if (isMapped(text) && !isStructure(before)) return text;
  if (NUMBERS.has(field.type)) return String(Number(text)) === text ? Number(text) : text;
  if (field.type !== 'collection' && !isStructure(before)) return text;
  const parsed = parsedStructure(text);
  return parsed ?? text;
}

function isStructure(value: unknown): boolean {
  return isValues(value) || Array.isArray(value);
}

function parsedStructure(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isStructure(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
