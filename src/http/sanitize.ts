import { collectionOf, isCollection } from '../core/json.ts';
import { REDACTED } from '../core/secret.ts';

/** The paths of `log.sanitize` for one part of an exchange, read once. */
export interface Mask {
  /** Whether nothing is masked. */
  readonly isEmpty: boolean;
  /** `value` with everything the paths name replaced; names match in any case, arrays are passed through. */
  apply(value: unknown): unknown;
}

/**
 * The paths below `part` (such as `request.headers`). Names may stand in backticks; paths that name nothing are
 * ignored.
 */
export function maskOf(part: string, paths: readonly string[]): Mask {
  const prefix = part.toLowerCase().split('.');
  const below = paths
    .map(segmentsOf)
    .filter((path) => prefix.every((segment, index) => path[index] === segment))
    .map((path) => path.slice(prefix.length));
  return {
    isEmpty: below.length === 0,
    apply: (value) => below.reduce<unknown>(maskAt, value),
  };
}

function segmentsOf(path: string): string[] {
  return [...path.matchAll(/`([^`]*)`|[^.`[\]]+/g)].map(([whole, quoted]) => (quoted ?? whole).toLowerCase());
}

function maskAt(value: unknown, path: readonly string[]): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return REDACTED;
  if (Array.isArray(value)) {
    const below = /^\d+$/.test(segment) ? rest : path;
    return value.map((item) => maskAt(item, below));
  }
  if (!isCollection(value)) return value;
  const entries = Object.entries(value);
  if (!entries.some(([key]) => key.toLowerCase() === segment)) return value;
  return collectionOf(
    entries.map(([key, child]) => [key, key.toLowerCase() === segment ? maskAt(child, rest) : child] as const),
  );
}
