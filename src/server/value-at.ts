import { ConnectorError } from '../core/errors.ts';
import { isCollection, ownValue, type Json } from '../core/json.ts';

/**
 * The value at a JSON pointer (RFC 6901).
 * @throws ConnectorError `UsageError` for a text that is no pointer, `NotFoundError` when there is nothing at it.
 */
export function valueAt(value: Json, pointer: string): Json {
  if (pointer === '') return value;
  if (!pointer.startsWith('/')) throw noPointer();
  const segments = pointer.slice(1).split('/');
  return segments.reduce<Json>((inner, segment) => {
    const found = memberOf(inner, segment.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (found === undefined) throw new ConnectorError('NotFoundError', `There is no value at ${pointer}.`);
    return found;
  }, value);
}

function memberOf(value: Json, name: string): Json | undefined {
  if (Array.isArray(value)) return /^(?:0|[1-9]\d*)$/.test(name) ? (value as readonly Json[])[Number(name)] : undefined;
  return isCollection(value) ? (ownValue(value, name) as Json | undefined) : undefined;
}

function noPointer(): ConnectorError {
  const message = 'The pointer is no JSON pointer.';
  return new ConnectorError('UsageError', message, {
    problems: [{ pointer: '/query/pointer', severity: 'error', code: 'POINTER', message }],
    fix: 'Write it like /outputs/0/body.',
  });
}
