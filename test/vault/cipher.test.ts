import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createKey, generateKey, keyIdOf, openWith, sealWith } from '../../src/vault/cipher.ts';
import { createKeyring } from '../../src/vault/keyring.ts';

const KEY = createKey(Buffer.alloc(32, 7));
const RECORD = 'con_1';

test('any JSON value comes back as it was', () => {
  const keyring = createKeyring([KEY]);
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.jsonValue(), (recordId, value) => {
      expect(keyring.open(recordId, keyring.seal(recordId, value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('texts that UTF-8 cannot hold, and keys that name a prototype, come back too', () => {
  const keyring = createKeyring([KEY]);
  const odd = JSON.parse('{"__proto__": {"constructor": "\\ud800"}, "toJSON": "", "\\u0000": "\\udfff"}') as unknown;
  const back = keyring.open(RECORD, keyring.seal(RECORD, odd));
  expect(JSON.stringify(back)).toBe(JSON.stringify(odd));
});

test('a sealed text is one line of five parts and never the same twice', () => {
  const sealed = sealWith(KEY, RECORD, 'line 1\nline 2');
  expect(sealed).toMatch(/^v1\.[\w-]{8}\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
  expect(sealWith(KEY, RECORD, 'line 1\nline 2')).not.toBe(sealed);
  expect(keyIdOf(RECORD, sealed)).toBe(KEY.id);
});

test('any changed character makes it useless, without a word of its content', () => {
  const text = 'token-0123456789';
  const sealed = sealWith(KEY, RECORD, text);
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.constantFrom(...Array.from('Aaz09-_.= ')), (at, other) => {
      fc.pre(sealed[at] !== other);
      const error = failureOf(() => openWith(KEY, RECORD, sealed.slice(0, at) + other + sealed.slice(at + 1)));
      expect(error).toMatchObject({ name: 'ConfigurationError', fix: expect.stringContaining('backup') });
      expect(inspect(error)).not.toContain(text);
    }),
    { numRuns: 500 },
  );
});

test('any flipped bit of any part makes it useless', () => {
  const sealed = sealWith(KEY, RECORD, '{"privateToken":"0123456789"}');
  const [version = '', id = '', ...parts] = sealed.split('.');
  for (const [index, part] of parts.entries()) {
    const bytes = Buffer.from(part, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const changed = parts.with(index, flipped.toString('base64url'));
      expect(() => openWith(KEY, RECORD, [version, id, ...changed].join('.'))).toThrow('cannot be opened');
    }
  }
});

test('it cannot be moved to another record', () => {
  const sealed = sealWith(KEY, 'con_1', 'secret');
  expect(() => openWith(KEY, 'con_2', sealed)).toThrow('The secret stored for con_2 cannot be opened');
});

test('a key with the same id but other bytes does not open it', () => {
  const sealed = sealWith(KEY, RECORD, 'secret');
  expect(() => openWith({ ...generateKey(), id: KEY.id }, RECORD, sealed)).toThrow('cannot be opened');
});

test.each(['', 'v1', 'v2.a.b.c.d', '{"privateToken":"plain"}', 'v1.AAAAAAAA...'])(
  'what was never sealed is refused: %j',
  (text) => {
    expect(() => openWith(KEY, RECORD, text)).toThrow('not in the form it was written in');
  },
);

test('a key has 32 bytes, and printing it shows none of them', () => {
  expect(() => createKey(Buffer.alloc(16))).toThrow('has 16 bytes instead of 32');
  const bytes = Buffer.from('0123456789abcdef0123456789abcdef');
  const printed = inspect(createKey(bytes), { depth: 9, showHidden: true }) + JSON.stringify(createKey(bytes));
  for (const form of ['latin1', 'base64', 'hex'] as const) expect(printed).not.toContain(bytes.toString(form));
});

function failureOf(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}
