import type { FieldType } from '../field.ts';
import { accepted } from '../type-entry.ts';
import type { TypeEntry } from '../type-entry.ts';

/** Parts of a form that show something and take no value. */
export const visualTypes: readonly TypeEntry[] = [
  visual('banner', 'A notice above the fields.'),
  visual('html', 'Help written in HTML.'),
  visual('markdown', 'Help written in Markdown.'),
  visual('separator', 'A line between fields.'),
];

function visual(type: FieldType, summary: string): TypeEntry {
  return {
    type,
    summary,
    visual: true,
    examples: [{ value: 'ignored', result: undefined }],
    coerce: () => accepted(undefined),
    schema: () => ({}),
  };
}
