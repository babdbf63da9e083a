import { ownValue, type Collection } from '../core/json.ts';
import type { AppConnection } from '../manifest/app.ts';
import type { AppSource } from '../manifest/app-source.ts';
import { componentNamed } from '../manifest/component.ts';
import { beforePhases, runPhase, type PhaseInput } from '../vault/phase.ts';
import { acceptValues } from '../vault/verify.ts';
import { inputFor } from './input-values.ts';
import { planRequests } from './planned-calls.ts';
import type { Trial, TrialStage } from './try-app.ts';

/** Phases that ask the service, in their order, with the names manifests give them. */
const PHASES = [
  ['preauthorize', 'preauthorize'],
  ['requestToken', 'requestToken'],
  ['callback', 'authorize'],
  ['token', 'token'],
  ['info', 'info'],
  ['refresh', 'refresh'],
  ['invalidate', 'invalidate'],
] as const;

/** What comes back with the browser. */
const QUERY = { code: 'sample-code', state: 'sample', oauth_token: 'sample', oauth_verifier: 'sample' };
const REDIRECT = 'https://www.example.com/oauth/cb/sample';

/** The test request of every connection, or the phases of its authorisation. */
export function connectionTrials(stage: TrialStage): readonly Trial[] {
  return [...stage.app.connections.values()].flatMap((connection) => trialsOf(connection, stage));
}

function trialsOf(connection: AppConnection, stage: TrialStage): readonly Trial[] {
  const { app, source, services, connections } = stage;
  const { name, oauth } = connection;
  const written = ownValue(componentNamed(source, 'connection', name)?.json, 'communication');
  const origins = addressNames(source.texts);
  let state = { ...beforePhases(), query: QUERY };
  const inputOf = (): PhaseInput => {
    const values = acceptValues(connection, inputFor(connection.form.fields, 'all'));
    stage.privateOrigins.push(...originsIn(Object.values(values)));
    return { app, connection, values, redirectUri: REDIRECT, scope: connection.scope };
  };
  const phases =
    oauth === undefined
      ? [{ what: 'test request', call: connection.call, raw: written }]
      : PHASES.map(([phase, key]) => ({
          what: phase,
          call: oauth[phase],
          raw: ownValue(written, key) ?? tokenOf(written, key),
        }));
  return phases
    .filter(({ call, raw }) => call !== undefined || raw === written)
    .map(({ what, call, raw }) => ({
      kind: 'connection',
      name,
      what: call === undefined ? 'its form' : what,
      plans: what === 'callback' ? [] : planRequests(raw),
      async run() {
        const input = inputOf();
        connections.set(name, { ...input.values, ...state.data });
        state = { ...(await runPhase(services, call, { input, state })), query: QUERY };
        state = { ...state, data: withAddresses(state.data, origins) };
        connections.set(name, { ...input.values, ...state.data });
        return state.account ?? '';
      },
    }));
}

/** Names of values of a connection that an address begins with. */
function addressNames(texts: AppSource['texts']): ReadonlySet<string> {
  const pattern = /"(?:url|baseUrl)"\s*:\s*"\{\{\s*(?:connection|data|parameters)\.([\w$]+)\s*\}\}/g;
  return new Set(texts.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = '']) => name)));
}

/** What a service tells of where it is to be reached is an address. */
function withAddresses(data: Collection, names: ReadonlySet<string>): Collection {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, names.has(name) && value === 'sample' ? SERVICE : value]),
  );
}

const SERVICE = 'https://www.example.com';

/** Whatever address a form suggests, the stand-in is called. */
function originsIn(values: readonly unknown[]): readonly string[] {
  const addresses = values.filter((value): value is string => typeof value === 'string' && /^https?:/.test(value));
  return addresses.filter((text) => URL.canParse(text)).map((text) => new URL(text).origin);
}

/** OAuth 1 calls the phase of the token by another name. */
function tokenOf(written: unknown, key: string): unknown {
  return key === 'token' ? ownValue(written, 'accessToken') : undefined;
}
