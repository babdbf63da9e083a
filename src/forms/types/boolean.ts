import { shown } from '../plain-text.ts';
import { accepted, refused } from '../type-entry.ts';
import type { AcceptSettings, TypeEntry } from '../type-entry.ts';

/** Words people type for yes and no. */
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['off', false],
  ['0', false],
]);

/** Yes or no; left out when optional and empty, which makes the third state. */
export const booleanType: TypeEntry = {
  type: 'boolean',
  summary:
    'Yes or no. Mapped text is true unless it is `false`, any number is true; typed text must be a word for yes or no.',
  examples: [
    { value: false, result: false },
    { value: 'false', result: false },
    { value: 'anything', result: true },
    { value: 0, result: true },
    { value: 0, settings: { fromText: true }, result: false },
    { value: 'no', settings: { fromText: true }, result: false },
    { value: 'Yes', settings: { fromText: true }, result: true },
    { value: 'perhaps', settings: { fromText: true }, problem: 'FIELD_TYPE' },
    { value: [true], problem: 'FIELD_TYPE' },
  ],
  coerce(value, _field, context) {
    const meant = meaningOf(value, context.settings);
    if (meant !== undefined) return accepted(meant);
    return refused(context, 'FIELD_TYPE', `must be yes or no, not ${shown(value)}`, 'Write true or false.');
  },
  schema: () => ({ type: 'boolean' }),
};

function meaningOf(value: unknown, settings: AcceptSettings): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const word = String(value).trim().toLowerCase();
  if (settings.fromText) return WORDS.get(word);
  return typeof value === 'number' || word !== 'false';
}
