import { isCollection, ownValue, type Collection } from '../core/json.ts';
import type { OwnFunctions } from '../iml/evaluation.ts';
import type { Expression } from '../iml/template.ts';
import { compileValue } from '../iml/value.ts';
import type { CallKind } from './call.ts';

/**
 * Which values may decide where a request goes: those of the app's author and of whoever set up the connection, never
 * mapped data or the answer of a service.
 */
export interface Trust {
  /** Whether everything an expression reads is of that kind. */
  trusts(expression: Pick<Expression, 'roots' | 'paths'>): boolean;
  /** Whether it may stand in `baseUrl`: as above, or a parameter, which there is the intent of the app's author. */
  trustsForBase(expression: Pick<Expression, 'roots' | 'paths'>): boolean;
  /** The same for a value of which only the root names are known. */
  trustsRoots(roots: ReadonlySet<string>): boolean;
  /** Whether a value may hold a secret of the connection. */
  readsCredentials(roots: ReadonlySet<string>): boolean;
  /** The same for values as written; what cannot be read counts as one that may. */
  mayCarry(raw: unknown): boolean;
}

const AUTHORED = ['connection', 'environment', 'common', 'oauth', 'webhook', 'now', 'timestamp', 'uuid'];
const CONNECTION_FORM = ['parameters', 'data'];
const CREDENTIALS = ['connection', 'common', 'oauth', 'temp'];

/**
 * The trust of a call; `requests` are all its requests, for the `temp` values they write, and `functions` the app's
 * own functions.
 */
export function createTrust(
  kind: CallKind,
  requests: readonly Collection[],
  functions: OwnFunctions = new Map(),
): Trust {
  const own = kind === 'connection' ? CONNECTION_FORM : [];
  const authored = new Set([...AUTHORED, ...own]);
  const credentials = new Set([...CREDENTIALS, ...own]);
  const trustsRoots = (roots: ReadonlySet<string>): boolean => [...roots].every((root) => authored.has(root));
  const readsCredentials = (roots: ReadonlySet<string>): boolean => [...roots].some((root) => credentials.has(root));
  const temps = trustedTemps(requests, (raw) => {
    const roots = rootsOf(raw, functions);
    return roots !== undefined && trustsRoots(roots);
  });
  const isTrusted = (root: string, paths: Expression['paths']): boolean =>
    authored.has(root) || (root === 'temp' && readsOnly(paths, temps));
  return {
    trustsRoots,
    trusts: ({ roots, paths }) => [...roots].every((root) => isTrusted(root, paths)),
    trustsForBase: ({ roots, paths }) => [...roots].every((root) => root === 'parameters' || isTrusted(root, paths)),
    readsCredentials,
    mayCarry(raw) {
      const roots = rootsOf(raw, functions);
      return roots === undefined || readsCredentials(roots);
    },
  };
}

function readsOnly(paths: Expression['paths'], temps: ReadonlySet<string>): boolean {
  const read = paths.filter(([root]) => root === 'temp');
  return read.length > 0 && read.every(([, key]) => key !== undefined && temps.has(key));
}

/** Keys of `temp` that are only ever written from trusted values. */
function trustedTemps(requests: readonly Collection[], isTrusted: (raw: unknown) => boolean): ReadonlySet<string> {
  const writers = requests
    .flatMap((request) => [request['temp'], ownValue(request['response'], 'temp')])
    .filter((temp) => temp !== undefined);
  const trusted = new Set<string>();
  const refused = new Set<string>();
  for (const temp of writers) {
    if (!isCollection(temp)) return new Set();
    for (const [key, raw] of Object.entries(temp)) {
      if (key.includes('{{')) return new Set();
      (isTrusted(raw) ? trusted : refused).add(key);
    }
  }
  return new Set([...trusted].filter((key) => !refused.has(key)));
}

/** A value that does not compile is reported where it stands; here it only counts as not trusted. */
function rootsOf(raw: unknown, functions: OwnFunctions): ReadonlySet<string> | undefined {
  try {
    return compileValue(raw, { mode: 'app', functions }).roots;
  } catch {
    return undefined;
  }
}
