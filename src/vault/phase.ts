import type { Call, CallResult } from '../communication/call.ts';
import { callContext, type CallExtras, type CallServices } from '../communication/services.ts';
import { type Collection, mergeDeep, ownValue } from '../core/json.ts';
import { Secret } from '../core/secret.ts';
import type { App, AppConnection } from '../manifest/app.ts';
import { secretsOf } from '../manifest/secrets.ts';

/** A connection component, and the app it belongs to. */
export interface Component {
  readonly app: Pick<App, 'name' | 'common'>;
  readonly connection: AppConnection;
}

/** What an authorisation starts with. */
export interface PhaseInput extends Component {
  /** Values of the form, checked. */
  readonly values: Collection;
  /** Where the service sends the browser back to. */
  readonly redirectUri: string;
  /** Scopes that are asked for. */
  readonly scope: readonly string[];
}

/** What the phases so far have given. */
export interface PhaseState {
  /** `response.data`, merged. */
  readonly data: Collection;
  readonly temp: Collection;
  /** The token of OAuth 1 and its secret. */
  readonly oauth: Collection;
  /** What came back with the browser. */
  readonly query: Collection;
  readonly account: string | null;
  readonly uid: string | null;
  /** Milliseconds since 1970 when a person must authorise again. */
  readonly expiresAt: number | null;
  /** Scopes the service granted, once it says so. */
  readonly granted?: readonly string[];
  /** Whether any phase stored something. */
  readonly isChanged: boolean;
}

/** A state before the first phase; `data` is what the service gave an earlier time. */
export function beforePhases(data: Collection = {}): PhaseState {
  return { data, temp: {}, oauth: {}, query: {}, account: null, uid: null, expiresAt: null, isChanged: false };
}

/** Runs one phase and adds what it gives; a phase the app does not have changes nothing. @throws ConnectorError as the service answered. */
export async function runPhase(
  services: CallServices,
  call: Call | undefined,
  { input, state }: { readonly input: PhaseInput; readonly state: PhaseState },
  extras: Pick<CallExtras, 'signal' | 'onExchange'> & { readonly oauth?: Collection } = {},
): Promise<PhaseState> {
  if (call === undefined) return state;
  const { oauth = {}, ...rest } = extras;
  const variables = variablesOf(input, state, oauth);
  const result = await call.run(callContext(services, variables, { ...rest, secrets: secretsFor(input, state) }));
  return added(state, result);
}

/** What every phase reads. In code of a connection `parameters`, `connection` and `data` are one. */
export function variablesOf(input: PhaseInput, state: PhaseState, oauth: Collection = {}): Collection {
  const { app, connection, values, redirectUri, scope } = input;
  const known = { ...values, ...state.data };
  const uris = { redirectUri, makeRedirectUri: redirectUri, localRedirectUri: redirectUri };
  return {
    parameters: known,
    connection: known,
    data: known,
    common: { ...app.common, ...connection.common },
    temp: state.temp,
    query: state.query,
    oauth: { ...uris, scope: [...scope], ...state.oauth, ...oauth },
  };
}

/** Everything that must not be shown of a phase: also the code on the way to a token, and the token of OAuth 1. */
export function secretsFor({ connection, values }: PhaseInput, state: PhaseState): readonly Secret[] {
  const passing = [
    ownValue(state.query, 'code'),
    ownValue(state.query, 'oauth_verifier'),
    ...Object.values(state.oauth),
  ];
  const texts = passing.filter((value): value is string => typeof value === 'string' && value !== '');
  return [...secretsOf(connection, { ...values, ...state.data }), ...texts.map((text) => new Secret(text))];
}

function added(state: PhaseState, result: CallResult): PhaseState {
  const { data, temp, oauth, metadata, uid, expires, scope } = result;
  return {
    ...state,
    data: data === undefined ? state.data : (mergeDeep(state.data, data) as Collection),
    temp: temp ?? state.temp,
    oauth: { ...state.oauth, ...oauth },
    account: metadata?.value ?? state.account,
    uid: uid ?? state.uid,
    expiresAt: expires ?? state.expiresAt,
    ...(scope !== undefined && { granted: scope }),
    isChanged: state.isChanged || data !== undefined,
  };
}
