import type { Call } from '../communication/call.ts';
import { type Collection, isCollection, mergeDeep, ownValue } from '../core/json.ts';

/** The requests of an OAuth connection by phase; each is absent when the app has none. */
export interface OAuthFlow {
  readonly version: 1 | 2;
  /** Sent before the browser is. */
  readonly preauthorize?: Call;
  /** OAuth 1: asks for the token the browser is sent with. */
  readonly requestToken?: Call;
  /** Where the browser is sent; absent when there is nothing to ask a person, as with client credentials. */
  readonly authorize?: Call;
  /** What the way back of the browser brings: `response` of `authorize`, with `query.*`; sends nothing. */
  readonly callback?: Call;
  /** Exchanges what came back for a token; `accessToken` in OAuth 1. */
  readonly token?: Call;
  /** Asks whose account it is. */
  readonly info?: Call;
  /** Renews the token when its own condition says so. */
  readonly refresh?: Call;
  /** Tells the service that the token is not used any more. */
  readonly invalidate?: Call;
}

/** The phases in the order they are gone through, as manifests name them. */
const PHASES = [
  'preauthorize',
  'requestToken',
  'authorize',
  'token',
  'accessToken',
  'info',
  'refresh',
  'invalidate',
] as const;

/** Everything a communication written by phase may hold. */
export const PHASE_KEYS: readonly string[] = [...PHASES, 'oauth'];

/** Phases that begin anew, with nothing in `temp`. */
const APART: ReadonlySet<string> = new Set(['refresh', 'invalidate']);

type PhaseName = (typeof PHASES)[number];

/** A phase where it is written. */
export interface WrittenPhase {
  readonly phase: PhaseName;
  readonly raw: unknown;
  readonly pointer: string;
}

/** A phase to be compiled: one request or several, and its pointer in the file. */
export interface PhaseSource {
  readonly raw: unknown;
  readonly pointer: string;
  /** Requests before it, whose `temp` it goes on with. */
  readonly before: readonly Collection[];
}

/** Whether the communication of a connection is written by phase. */
export function isOAuthCommunication(communication: unknown): communication is Collection {
  return isCollection(communication) && PHASES.some((phase) => Object.hasOwn(communication, phase));
}

/** The phases of a communication with their pointers; what stands beside them is `oauth`, see {@link compileOAuthFlow}. */
export function phasesOf(communication: Collection, pointer: string): WrittenPhase[] {
  return PHASES.filter((phase) => isWritten(ownValue(communication, phase))).map((phase) => ({
    phase,
    raw: ownValue(communication, phase),
    pointer: `${pointer}/${phase}`,
  }));
}

/**
 * Compiles a communication that is written by phase. `oauth` beside the phases signs each of them (OAuth 1).
 * @param compile Compiles one phase; what goes wrong is its own matter.
 */
export function compileOAuthFlow(
  communication: Collection,
  pointer: string,
  compile: (source: PhaseSource) => Call | undefined,
): OAuthFlow {
  const flow: Partial<Record<keyof OAuthFlow, Call>> = {};
  const before: Collection[] = [];
  const common = ownValue(communication, 'oauth');
  for (const { phase, raw, pointer: at } of phasesOf(communication, pointer)) {
    const signed = requestsIn(raw).map((request) => withSignature(request, common));
    const source = { pointer: at, before: APART.has(phase) ? [] : [...before] };
    if (phase === 'authorize') {
      const [request = {}] = signed;
      const { sent, back } = splitAuthorize(request);
      Object.assign(flow, present('authorize', compile({ ...source, raw: sent })));
      Object.assign(flow, present('callback', compile({ ...source, raw: back })));
    } else {
      const name = phase === 'accessToken' ? 'token' : phase;
      Object.assign(flow, present(name, compile({ ...source, raw: Array.isArray(raw) ? signed : signed[0] })));
    }
    before.push(...signed);
  }
  const isFirst =
    common !== undefined || ['requestToken', 'accessToken'].some((phase) => Object.hasOwn(communication, phase));
  return { ...flow, version: isFirst ? 1 : 2 };
}

function isWritten(raw: unknown): boolean {
  return (isCollection(raw) && Object.keys(raw).length > 0) || (Array.isArray(raw) && raw.length > 0);
}

function requestsIn(raw: unknown): Collection[] {
  return (Array.isArray(raw) ? raw : [raw]).filter(isCollection);
}

function withSignature(request: Collection, common: unknown): Collection {
  const oauth = mergeDeep(common, ownValue(request, 'oauth'));
  return oauth === undefined ? request : { ...request, oauth };
}

/** A browser is sent with the token of OAuth 1 in the query; its address is never signed. */
function splitAuthorize({ oauth, response, ...sent }: Collection): {
  readonly sent: Collection;
  readonly back: Collection;
} {
  const token = oauth === undefined ? undefined : (ownValue(oauth, 'token') ?? '{{oauth.token}}');
  const qs = ownValue(sent, 'qs');
  const named = token === undefined || typeof qs === 'string' ? {} : { qs: { oauth_token: token, ...Object(qs) } };
  return { sent: { ...sent, ...named }, back: response === undefined ? { response: {} } : { response } };
}

function present(name: keyof OAuthFlow, call: Call | undefined): Partial<Record<keyof OAuthFlow, Call>> {
  return call === undefined ? {} : { [name]: call };
}
