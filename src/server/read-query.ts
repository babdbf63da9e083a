import { ConnectorError } from '../core/errors.ts';
import type { Collection } from '../core/json.ts';
import { setOwn } from '../core/json.ts';

/**
 * The query of an address by name.
 * @throws ConnectorError `UsageError` for a name that stands there twice.
 */
export function readQuery(url: string): Collection {
  const start = url.indexOf('?');
  const query: Collection = {};
  for (const [name, value] of new URLSearchParams(start < 0 ? '' : url.slice(start + 1))) {
    if (Object.hasOwn(query, name)) throw twice(name);
    setOwn(query, name, value);
  }
  return query;
}

function twice(name: string): ConnectorError {
  const message = `"${name}" is given twice.`;
  return new ConnectorError('UsageError', message, {
    problems: [{ pointer: `/query/${name}`, severity: 'error', code: 'REPEATED_KEY', message }],
    fix: 'Give it once; several values of a list are separated by commas.',
  });
}
