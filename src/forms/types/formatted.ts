import { ownValue } from '../../core/json.ts';
import type { FieldType } from '../field.ts';
import { plainText, shown } from '../plain-text.ts';
import { refused } from '../type-entry.ts';
import type { CompiledField, Schema, TypeEntry, TypeExample } from '../type-entry.ts';
import { checkText, textSchema } from './text.ts';

/** The longest text any of these formats may have; longer ones are not even looked at. */
const LONGEST = 8192;

/** Texts of a fixed form; blanks around them are cut off. */
export const formattedTypes: readonly TypeEntry[] = [
  formatted('email', {
    summary: 'An e-mail address.',
    noun: 'an e-mail address',
    sample: 'ann@example.com',
    schema: { format: 'email' },
    matches: (text) => text.length <= 320 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text),
    examples: [
      { value: ' ann@example.com ', result: 'ann@example.com' },
      { value: 'ann@example', problem: 'FIELD_FORMAT' },
      { value: 'ann example.com', problem: 'FIELD_FORMAT' },
    ],
  }),
  formatted('url', {
    summary: 'A web address with its scheme.',
    noun: 'a web address',
    sample: 'https://example.com/picture.png',
    schema: { format: 'uri' },
    matches: (text) => /^[a-z][a-z0-9+.-]*:\/\/[^\s]+$/i.test(text) && URL.canParse(text),
    examples: [
      { value: 'https://example.com/a?b=c', result: 'https://example.com/a?b=c' },
      { value: 'example.com', problem: 'FIELD_FORMAT' },
      { value: 'https://exa mple.com', problem: 'FIELD_FORMAT' },
    ],
  }),
  formatted('uuid', {
    summary: 'A UUID.',
    noun: 'a UUID',
    sample: '7d444840-9dc0-11d1-b245-5ffdce74fad2',
    schema: { format: 'uuid' },
    matches: (text) => /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text),
    examples: [
      { value: '7d444840-9dc0-11d1-b245-5ffdce74fad2', result: '7d444840-9dc0-11d1-b245-5ffdce74fad2' },
      { value: '7d444840', problem: 'FIELD_FORMAT' },
    ],
  }),
  formatted('color', {
    summary: 'A colour as #RRGGBB.',
    noun: 'a colour',
    sample: '#1A73E8',
    schema: { pattern: '^#[0-9A-Fa-f]{6}$' },
    matches: (text) => /^#[\da-f]{6}$/i.test(text),
    examples: [
      { value: '#1a73e8', result: '#1a73e8' },
      { value: 'blue', problem: 'FIELD_FORMAT' },
    ],
  }),
  formatted('path', anyPath('A path, its parts separated by slashes.', 'reports/2025.csv')),
  formatted('file', servicePath('The path of a file at the service', '/2025.csv')),
  formatted('folder', servicePath('The path of a folder at the service', '/reports')),
  formatted('filename', {
    summary:
      'The name of a file without its folder; with `extension`, ending in it (one is added, several are checked).',
    noun: 'a file name',
    sample: 'report.csv',
    matches: (text) => /^[^/\\]+$/.test(text) && !hasControlCharacter(text),
    complete: withExtension,
    examples: [
      { value: 'report.csv', result: 'report.csv' },
      { field: { extension: 'csv' }, value: 'report', result: 'report.csv' },
      { field: { extension: ['png', 'jpg'] }, value: 'photo.JPG', result: 'photo.JPG' },
      { field: { extension: ['png', 'jpg'] }, value: 'photo.gif', problem: 'FIELD_FORMAT' },
      { value: '../secret', problem: 'FIELD_FORMAT' },
    ],
  }),
];

interface Format {
  readonly summary: string;
  /** What it is, with its article, for messages. */
  readonly noun: string;
  readonly sample: string;
  readonly examples: readonly TypeExample[];
  /** What its JSON Schema says beyond a text. */
  readonly schema?: Schema;
  matches(text: string): boolean;
  /** The text made whole by the field's settings, or undefined when they forbid it. */
  complete?(text: string, field: CompiledField): string | undefined;
}

function formatted(type: FieldType, format: Format): TypeEntry {
  return {
    type,
    summary: format.summary,
    examples: format.examples,
    coerce(value, field, context) {
      const text = plainText(value)?.trim();
      const right = text !== undefined && text.length <= LONGEST && format.matches(text);
      const whole = right && format.complete !== undefined ? format.complete(text, field) : text;
      if (right && whole !== undefined) return checkText(whole, field, context);
      const says = `must be ${format.noun}, not ${shown(value)}`;
      return refused(context, 'FIELD_FORMAT', says, `Write it like ${format.sample}.`);
    },
    schema: (field) => ({ ...format.schema, ...textSchema(field) }),
  };
}

function anyPath(summary: string, sample: string): Format {
  return {
    summary,
    noun: 'a path',
    sample,
    matches: (text) => text !== '' && !hasControlCharacter(text),
    examples: [
      { value: sample, result: sample },
      { value: 'a\u0000b', problem: 'FIELD_FORMAT' },
    ],
  };
}

/** A path that people choose level by level, or on one level only. */
function servicePath(summary: string, sample: string): Format {
  const oneLevel = { options: { store: 'rpc://list', singleLevel: true } };
  const format = anyPath(`${summary}; with \`options.singleLevel\` a name of the first level.`, sample);
  return {
    ...format,
    complete: (text, { field }) => {
      const isOneLevel = ownValue(field.options, 'singleLevel') === true;
      return isOneLevel && text.lastIndexOf('/') > 0 ? undefined : text;
    },
    examples: [
      ...format.examples,
      { field: oneLevel, value: sample, result: sample },
      { field: oneLevel, value: `${sample}/more`, problem: 'FIELD_FORMAT' },
    ],
  };
}

function withExtension(name: string, { field }: CompiledField): string | undefined {
  const wanted = [field.extension ?? []].flat().map((extension) => `.${extension.replace(/^\./, '')}`);
  const ending = wanted.find((extension) => name.toLowerCase().endsWith(extension.toLowerCase()));
  if (wanted.length === 0 || ending !== undefined) return name;
  return wanted.length === 1 ? `${name}${wanted[0]}` : undefined;
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
