import { Secret } from '../../core/secret.ts';
import type { FieldType } from '../field.ts';
import { plainText } from '../plain-text.ts';
import { accepted, refused } from '../type-entry.ts';
import type { TypeEntry, TypeExample } from '../type-entry.ts';
import { checkText, textSchema } from './text.ts';

/** Texts that must never be shown: no message of theirs repeats the value. */
export const secretTypes: readonly TypeEntry[] = [
  secret('password', {
    summary: 'A secret text.',
    shape: /^/,
    fix: 'Give a text.',
    examples: [
      { value: 'hunter2', result: 'hunter2' },
      { field: { validate: { min: 8 } }, value: 'hunter2', problem: 'FIELD_RANGE' },
    ],
  }),
  secret('pkey', {
    summary: 'A private key in PEM form.',
    shape: /^-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY-----\s[^]+-----END /,
    fix: 'Paste the whole file, from -----BEGIN PRIVATE KEY----- on.',
    examples: [
      { value: pem('PRIVATE KEY'), result: pem('PRIVATE KEY') },
      { value: pem('CERTIFICATE'), problem: 'FIELD_FORMAT' },
    ],
  }),
  secret('cert', {
    summary: 'A certificate in PEM form.',
    shape: /^-----BEGIN (?:[A-Z]+ )?CERTIFICATE-----\s[^]+-----END /,
    fix: 'Paste the whole file, from -----BEGIN CERTIFICATE----- on.',
    examples: [
      { value: pem('CERTIFICATE'), result: pem('CERTIFICATE') },
      { value: 'MIIB', problem: 'FIELD_FORMAT' },
    ],
  }),
];

interface SecretForm {
  readonly summary: string;
  readonly shape: RegExp;
  readonly fix: string;
  readonly examples: readonly TypeExample[];
}

function secret(type: FieldType, form: SecretForm): TypeEntry {
  return {
    type,
    secret: true,
    summary: form.summary,
    examples: form.examples,
    coerce(value, field, context) {
      if (value instanceof Secret) return accepted(value);
      const text = plainText(value);
      if (text === undefined) return refused(context, 'FIELD_TYPE', 'must be text', form.fix);
      if (text === '' || form.shape.test(text.trimStart())) return checkText(text, field, context);
      return refused(context, 'FIELD_FORMAT', 'does not have the form it must have', form.fix);
    },
    schema: (field) => ({ ...textSchema(field), writeOnly: true }),
  };
}

function pem(kind: string): string {
  return `-----BEGIN ${kind}-----\nMIIB\n-----END ${kind}-----`;
}
