import { type Collection, ownValue } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import type { Field } from '../../forms/field.ts';
import { secretFields } from '../../forms/secret-fields.ts';
import { allFiles, componentsOf } from '../component.ts';
import { communicationSections, type Located, membersOf, requestsOf } from '../sections.ts';
import { isBelow, type Read } from '../reads.ts';
import type { SourceFile } from '../source-file.ts';
import type { Check, Finding } from './check.ts';

/** Secrets are masked in every log, also in the runtimes that do not know them by themselves. */
export const secretNotSanitised: Check = {
  code: 'SECRET_NOT_SANITISED',
  summary: 'Where a request carries a secret of the connection, log.sanitize names the place.',
  severity: 'error',
  inMake: 'warning',
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
    if (source.manifest !== undefined && source.manifest.tree === undefined) return [];
    const secrets = new Set(componentsOf(source, 'connection').flatMap(secretNames));
    const base = sanitised(ownValue(source.manifest?.json, 'base')) ?? [];
    return allFiles(source).flatMap((file) => {
      const reads = source.readsOf(file).filter((read) => isSecret(read, file, secrets));
      const inherited = file.kind === 'connection' ? [] : base;
      return communicationSections(file)
        .flatMap(requestsOf)
        .flatMap((request) => unmasked(request, reads, inherited).map((finding) => ({ file, ...finding })));
    });
  },
};

function secretNames(connection: SourceFile): readonly string[] {
  const fields = ownValue(connection.json, 'parameters');
  return Array.isArray(fields) ? secretFields(fields as Field[]) : [];
}

/** The members of a request that carry a secret to a place no path of `log.sanitize` names. */
function unmasked(
  request: Located<Collection>,
  secretReads: readonly Read[],
  inherited: readonly string[],
): Omit<Finding, 'file'>[] {
  const masked = sanitised(request.value) ?? inherited;
  return carriedMembers(request)
    .filter(({ pointer }) => secretReads.some((read) => isBelow(read, pointer)))
    .filter(({ path }) => !masked.includes(path))
    .map(({ path, pointer }) => ({
      pointer,
      message: `The secret of the connection would stand in the log at ${path}.`,
      fix: `Add "${path}" to "log": {"sanitize": […]}.`,
    }));
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
