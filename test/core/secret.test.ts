import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { REDACTED, Secret, redactor } from '../../src/core/secret.ts';

test('a secret prints as [secret] wherever it is turned into text', () => {
  const secret = new Secret('s3cr3t-value');
  expect(
    [secret.toString(), JSON.stringify({ secret }), inspect(secret), inspect({ deep: { secret } })].join(),
  ).not.toContain('s3cr3t');
  expect(JSON.stringify({ secret })).toBe(`{"secret":"${REDACTED}"}`);
  expect(secret.reveal()).toBe('s3cr3t-value');
});

test('the redactor removes a secret in every encoding it may travel in', () => {
  const token = fc.string({ minLength: 6, maxLength: 40, unit: fc.constantFrom(...Array.from('abcXYZ019_-+/="\\ é')) });
  fc.assert(
    fc.property(token, (value) => {
      const redact = redactor([new Secret(value)]);
      const bytes = Buffer.from(value);
      const forms = [
        value,
        bytes.toString('base64'),
        bytes.toString('hex'),
        encodeURIComponent(value),
        JSON.stringify(value),
      ];
      for (const form of forms) expect(redact(`before ${form} after`)).not.toContain(form);
    }),
  );
});

test('texts without the secret stay as they are, and very short secrets do not garble words', () => {
  expect(redactor([new Secret('token-123')])('nothing here')).toBe('nothing here');
  expect(redactor([new Secret('a')])('a banana')).toBe('a banana');
});
