import { isCollection, ownValue } from '../../core/json.ts';
import { didYouMean } from '../../core/suggest.ts';
import { componentNamed, textAt } from '../component.ts';
import { communicationSections, requestsOf } from '../sections.ts';
import { valueNames } from '../field-walk.ts';
import type { SourceFile } from '../source-file.ts';
import type { Check } from './check.ts';

/** What neither the form nor `response.data` of the connection gives would always be empty. */
export const unknownConnectionValue: Check = {
  code: 'UNKNOWN_CONNECTION_VALUE',
  summary: 'A component reads values that its connection has.',
  severity: 'error',
  inMake: 'warning',
  examples: {
    good: {
      'connections/acme.json': { name: 'acme', parameters: [{ name: 'region', type: 'text' }] },
      'modules/a.json': { connection: 'acme', communication: { url: '/{{connection.region}}' } },
    },
    bad: {
      'connections/acme.json': { name: 'acme', parameters: [{ name: 'region', type: 'text' }] },
      'modules/a.json': { connection: 'acme', communication: { url: '/{{connection.regoin}}' } },
    },
  },
  check: (source) =>
    source.components.flatMap((file) => {
      const connection = componentNamed(source, 'connection', textAt(file, 'connection') ?? '');
      const known = connection === undefined ? undefined : storedNames(connection);
      if (connection === undefined || known === undefined) return [];
      return source
        .readsOf(file)
        .filter(({ path }) => path[0] === 'connection' && path[1] !== undefined && !known.has(path[1]))
        .map(({ path, ...place }) => ({
          file,
          ...place,
          message: `The connection "${textAt(connection, 'name') ?? ''}" has no value "${path[1] ?? ''}".${didYouMean(path[1] ?? '', known)}`,
          fix: `Use one of: ${[...known].join(', ')}.`,
        }));
    }),
};

/** Names of the form and of `response.data`; undefined when they are not all known. */
function storedNames(connection: SourceFile): ReadonlySet<string> | undefined {
  if (connection.tree === undefined || textAt(connection, 'aliasTo') !== undefined) return undefined;
  const names = valueNames(ownValue(connection.json, 'parameters'));
  if (names === undefined) return undefined;
  const stored = communicationSections(connection)
    .flatMap(requestsOf)
    .map((request) => ownValue(ownValue(request.value, 'response'), 'data'))
    .filter((data) => data !== undefined);
  if (!stored.every(isCollection)) return undefined;
  return new Set([...names, ...stored.flatMap((data) => Object.keys(data)), 'accountName', 'uid']);
}
