import { isCollection } from '../../core/json.ts';
import { allFiles } from '../component.ts';
import { communicationSections, type Located, membersOf } from '../sections.ts';
import type { Check } from './check.ts';

/** Places of a request whose members travel to the service by name. */
const CARRIERS = new Set(['headers', 'qs', 'body']);
const SECRET_NAME = /auth|token|key|secret|password/i;
/** 24 characters or more of base64url: no word, but what tokens look like. */
const TOKEN_LIKE = /(?<![\w-])(?=[\w-]*\d)[\w-]{24,}/;

/** A token in a file ends up in every copy of the repository. */
export const secretLiteral: Check = {
  code: 'SECRET_LITERAL',
  summary: 'No file holds a token; it comes from the connection.',
  severity: 'error',
  inMake: 'warning',
  examples: {
    good: { 'manifest.json': { base: { headers: { 'X-Token': '{{connection.token}}' } } } },
    bad: { 'manifest.json': { base: { headers: { 'X-Token': 'a1B2c3D4e5F6g7H8i9J0k1L2m3' } } } },
  },
  check: (source) =>
    allFiles(source).flatMap((file) =>
      communicationSections(file)
        .flatMap(carriersIn)
        .filter(({ key, value }) => SECRET_NAME.test(key) && typeof value === 'string' && holdsToken(value))
        .map(({ key, pointer }) => ({
          file,
          pointer,
          message: `The value of "${key}" looks like a secret written into the file.`,
          fix: 'Put it into a field of type password of the connection, and read it as {{connection.…}}; then have the secret replaced.',
        })),
    ),
};

/** Members of every `headers`, `qs` and `body` at any depth. */
function carriersIn({ value, pointer }: Located<unknown>): ReturnType<typeof membersOf> {
  const members = Array.isArray(value)
    ? value.map((child: unknown, index) => ({ key: '', value: child, pointer: `${pointer}/${index}` }))
    : membersOf(value, pointer);
  return members.flatMap((member) => {
    const carried =
      CARRIERS.has(member.key) && isCollection(member.value) ? membersOf(member.value, member.pointer) : [];
    return [...carried, ...carriersIn(member)];
  });
}

/** Looks at what is written out: plain text, and the quoted texts inside expressions. */
function holdsToken(value: string): boolean {
  const written = value.replaceAll(/\{\{(.*?)\}\}/gs, (_, inner: string) =>
    [...inner.matchAll(/'[^']*'|"[^"]*"/g)].map(([quoted]) => ` ${quoted} `).join(' '),
  );
  return TOKEN_LIKE.test(written);
}
