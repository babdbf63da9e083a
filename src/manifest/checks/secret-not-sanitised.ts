import { type Collection, ownValue } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import type { Field } from '../../forms/field.ts';
import { secretFields } from '../../forms/secret-fields.ts';
import {
  allFiles,
  communicationSections,
  componentsOf,
  type Located,
  membersOf,
  requestsOf,
  type Section,
} from '../component.ts';
import { type Read, readsIn } from '../reads.ts';
import type { SourceFile } from '../source-file.ts';
import type { Check, Finding } from './check.ts';

/** Secrets are masked in every log, also in the runtimes that do not know them by themselves. */
export const secretNotSanitised: Check = {
  code: 'SECRET_NOT_SANITISED',
  summary: 'Where a request carries a secret of the connection, log.sanitize names the place.',
  severity: 'error',
  examples: {
    good: {
      'connections/acme.json': { parameters: [{ name: 'token', type: 'password' }] },
      'manifest.json': {
        base: { headers: { 'X-Token': '{{connection.token}}' }, log: { sanitize: ['request.headers.x-token'] } },
      },
    },
    bad: {
      'connections/acme.json': { parameters: [{ name: 'token', type: 'password' }] },
      'manifest.json': { base: { headers: { 'X-Token': '{{connection.token}}' } } },
    },
  },
  check(source) {
    const secrets = new Set(componentsOf(source, 'connection').flatMap(secretNames));
    const base = sanitised(ownValue(source.manifest?.json, 'base')) ?? [];
    return allFiles(source).flatMap((file) =>
      communicationSections(file).flatMap((section) => unmasked(file, section, { secrets, base })),
    );
  },
};

function secretNames(connection: SourceFile): readonly string[] {
  const fields = ownValue(connection.json, 'parameters');
  return Array.isArray(fields) ? secretFields(fields as Field[]) : [];
}

interface Known {
  /** Names of the secret fields of all connections. */
  readonly secrets: ReadonlySet<string>;
  /** What the base masks, for requests that inherit it. */
  readonly base: readonly string[];
}

function unmasked(file: SourceFile, section: Section, known: Known): Finding[] {
  const inherited = file.kind === 'connection' ? [] : known.base;
  return requestsOf(section).flatMap((request) => {
    const masked = sanitised(request.value) ?? inherited;
    return carriedMembers(request)
      .filter(({ value, pointer }) => readsIn(value, pointer).some((read) => isSecret(read, file, known.secrets)))
      .filter(({ path }) => !masked.includes(path))
      .map(({ path, pointer }) => ({
        file,
        pointer,
        message: `The secret of the connection would stand in the log at ${path}.`,
        fix: `Add "${path}" to "log": {"sanitize": […]}.`,
      }));
  });
}

/** The paths of `log.sanitize` in lower case without backticks, or undefined when the request has none. */
function sanitised(request: unknown): readonly string[] | undefined {
  const paths = ownValue(ownValue(request, 'log'), 'sanitize');
  return Array.isArray(paths) ? paths.map((path) => normalised(String(path))) : undefined;
}

function normalised(path: string): string {
  return path.replaceAll('`', '').toLowerCase();
}

function carriedMembers(request: Located<Collection>): (Located<unknown> & { readonly path: string })[] {
  return ['headers', 'qs', 'body'].flatMap((part) =>
    membersOf(ownValue(request.value, part), pointerTo(request.pointer, part)).map((member) => ({
      ...member,
      path: normalised(`request.${part}.${member.key}`),
    })),
  );
}

/** In its own call the values of a connection are read as `parameters`, `connection` or `data`. */
function isSecret({ path }: Read, file: SourceFile, secrets: ReadonlySet<string>): boolean {
  const roots = file.kind === 'connection' ? ['parameters', 'connection', 'data'] : ['connection'];
  return roots.includes(path[0] ?? '') && secrets.has(path[1] ?? '');
}
