import { isCollection } from '../core/json.ts';
import type { Field, FieldBounds } from './field.ts';
import type { Report } from './report.ts';

/** Pairs of a lower and an upper bound. */
const PAIRS = [
  ['min', 'max'],
  ['minItems', 'maxItems'],
] as const;
/** Spellings apps also use, directly at the field. */
const TOP_LEVEL = { min: ['min', 'minimum'], max: ['max', 'maximum'], minItems: [], maxItems: [] } as const;

/** The bounds of a field, from `validate` or from the field itself; bounds no value can meet are reported. */
export function compileBounds(field: Field, pointer: string, report: Report): FieldBounds {
  const validate: Record<string, unknown> = isCollection(field.validate) ? field.validate : {};
  const bounds: Record<string, unknown> = Array.isArray(validate['enum']) ? { enum: validate['enum'] } : {};
  for (const side of ['past', 'future']) if (validate[side] === false) bounds[side] = false;
  for (const [low, high] of PAIRS) {
    for (const key of [low, high]) {
      const value = validate[key] ?? TOP_LEVEL[key].map((name) => field[name]).find((found) => found !== undefined);
      if (typeof value === 'number') bounds[key] = value;
      else if (value !== undefined) {
        report(
          pointer,
          'FIELD_BOUNDS',
          `The bound ${key} of "${field.name}" is not a number.`,
          'Write it as a number.',
        );
      }
    }
    if (Number(bounds[low]) > Number(bounds[high])) {
      const message = `No value of "${field.name}" can meet its bounds: ${low} is more than ${high}.`;
      report(pointer, 'FIELD_BOUNDS', message, 'Exchange or correct the two.');
    }
  }
  return bounds;
}

/** The pattern of a field as a regular expression; one that cannot be read is reported. */
export function compilePattern(field: Field, pointer: string, report: Report): RegExp | undefined {
  const inBounds = isCollection(field.validate) ? field.validate['pattern'] : undefined;
  const written = inBounds ?? field['pattern'];
  const source = isCollection(written) ? written['regexp'] : written;
  if (source === undefined) return undefined;
  const at = `${pointer}${inBounds === undefined ? '' : '/validate'}/pattern`;
  try {
    if (typeof source === 'string') return new RegExp(source, 'u');
    report(at, 'FIELD_PATTERN', `The pattern of "${field.name}" is not a text.`, 'Write it as a text.');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report(
      at,
      'FIELD_PATTERN',
      `The pattern of "${field.name}" cannot be read: ${reason}.`,
      'Correct the regular expression.',
    );
  }
  return undefined;
}
