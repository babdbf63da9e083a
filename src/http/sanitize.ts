import { isCollection, setOwn, type Collection } from '../core/json.ts';
import { REDACTED } from '../core/secret.ts';

/** The paths of `log.sanitize` for one part of an exchange, read once. */
export interface Mask {
  /** Whether nothing is masked. */
  readonly isEmpty: boolean;
  /** `value` with everything the paths name replaced; names match in any case, arrays are passed through. */
  apply(value: unknown): unknown;
}

/**
 * Reads the paths once; gives the mask of each part of an exchange (such as `request.headers`) by the paths below it.
 * Names may stand in backticks; paths that name nothing are ignored.
 */
export function readMasks(paths: readonly string[]): (part: string) => Mask {
  if (paths.length === 0) return () => NOTHING_MASKED;
  let masks = known.get(paths);
  if (masks === undefined) {
    masks = compileMasks(paths);
    known.set(paths, masks);
  }
  return masks;
}

/** Each request of an app has one list, which is read for every exchange. */
const known = new WeakMap<readonly string[], (part: string) => Mask>();

function compileMasks(paths: readonly string[]): (part: string) => Mask {
  const read = paths.map(segmentsOf);
  const parts = new Map<string, Mask>();
  return (part) => {
    const mask = parts.get(part) ?? maskOf(part);
    parts.set(part, mask);
    return mask;
  };

  function maskOf(part: string): Mask {
    const prefix = part.toLowerCase().split('.');
    const below = read
      .filter((path) => prefix.every((segment, index) => path[index] === segment))
      .map((path) => path.slice(prefix.length));
    if (below.length === 0) return NOTHING_MASKED;
    return { isEmpty: false, apply: (value) => below.reduce<unknown>(maskAt, value) };
  }
}

const NOTHING_MASKED: Mask = { isEmpty: true, apply: (value) => value };

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
  const named = Object.keys(value).filter((key) => key.toLowerCase() === segment);
  if (named.length === 0) return value;
  const masked: Collection = { ...value };
  for (const key of named) setOwn(masked, key, maskAt(value[key], rest));
  return masked;
}
