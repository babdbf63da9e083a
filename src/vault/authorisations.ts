import { hash } from 'node:crypto';
import { ConnectorError, toConnectorError } from '../core/errors.ts';
import { newId, newUrlToken, type Id } from '../core/ids.ts';
import { type Collection, ownValue, setOwn } from '../core/json.ts';
import { redactor } from '../core/secret.ts';
import type { OAuthFlow } from '../manifest/oauth-flow.ts';
import type { ConnectionId } from '../store/records.ts';
import { withDeadline } from './check.ts';
import { beforePhases, type PhaseInput, type PhaseState, runPhase, secretsFor, variablesOf } from './phase.ts';
import { callContext, type CallServices } from '../communication/services.ts';

export type AuthorisationId = Id<'aut'>;

/** An authorisation as its beginner may watch it. */
export interface AuthorisationView {
  readonly id: AuthorisationId;
  readonly status: 'waiting' | 'done' | 'failed';
  /** The page of the service where a person allows it; null when that is over. */
  readonly url: string | null;
  /** Milliseconds since 1970 when it is given up. */
  readonly expiresAt: number;
  /** The connection it made or renewed. */
  readonly connectionId: ConnectionId | null;
  /** Why it failed. */
  readonly error: ConnectorError | null;
}

/** One authorisation to be made. */
export interface AuthorisationRequest {
  readonly input: PhaseInput;
  readonly flow: OAuthFlow;
  /** What an earlier authorisation gave. */
  readonly data?: Collection;
  /** Keeps what it gave, as a new connection or in one there is. */
  readonly save: (state: PhaseState) => Promise<ConnectionId>;
}

/** Authorisations that wait for a person at the page of a service. They live in memory and end with the process. */
export interface Authorisations {
  /** @throws ConnectorError as the service refused, or `InvalidConfigurationError` when the app names no page. */
  begin(request: AuthorisationRequest, signal?: AbortSignal): Promise<AuthorisationView>;
  /**
   * Goes on with what a browser brought back; works once. A refusal is part of the view.
   * @throws ConnectorError `NotFoundError` when it is not known, was used already, or is over.
   */
  finish(app: string, query: Collection): Promise<AuthorisationView>;
  /** @throws ConnectorError `NotFoundError`. */
  get(id: AuthorisationId): AuthorisationView;
}

/** How long a person may take, in milliseconds. */
const PATIENCE_MS = 10 * 60_000;
/** Most that wait at once; the oldest give way. */
const MOST_WAITING = 100;

interface Waiting {
  readonly request: AuthorisationRequest;
  readonly state: PhaseState;
  view: AuthorisationView;
  /** What the browser has to bring back: the digest of its `state`, or of its token with OAuth 1. */
  key: string | undefined;
}

/** Authorisations that call services through `services`. */
export function createAuthorisations(services: CallServices): Authorisations {
  const all = new Map<AuthorisationId, Waiting>();
  const quick = withDeadline(services);

  return {
    async begin(request, signal) {
      forget();
      const { input, flow } = request;
      const extras = { ...(signal && { signal }) };
      let state = beforePhases(request.data);
      state = await runPhase(quick, flow.preauthorize, { input, state }, extras);
      const oauth = { callback: input.redirectUri };
      state = await runPhase(quick, flow.requestToken, { input, state }, { ...extras, oauth });
      const token = newUrlToken();
      const { url, temp } = pageOf(request, state, token);
      const id = newId('aut', services.clock.now());
      const expiresAt = services.clock.now() + PATIENCE_MS;
      const view: AuthorisationView = { id, status: 'waiting', url, expiresAt, connectionId: null, error: null };
      const key = digestOf(flow.version === 1 ? textAt(state.oauth, 'token') || tokenIn(url) : token);
      all.set(id, { request, state: { ...state, temp }, view, key });
      return view;
    },
    async finish(app, query) {
      forget();
      const waiting = find(app, query);
      waiting.key = undefined;
      const { view } = waiting;
      try {
        const connectionId = await complete(waiting, query);
        waiting.view = { ...view, url: null, status: 'done', connectionId };
      } catch (thrown) {
        const error = shownError(toConnectorError(thrown), waiting, query);
        waiting.view = { ...view, url: null, status: 'failed', error };
      }
      return waiting.view;
    },
    get(id) {
      forget();
      const waiting = all.get(id);
      if (waiting === undefined) throw new ConnectorError('NotFoundError', `There is no authorisation ${id}.`, AGAIN);
      return waiting.view;
    },
  };

  function pageOf({ input, flow }: AuthorisationRequest, state: PhaseState, token: string) {
    const context = callContext(services, variablesOf(input, state), { secrets: secretsFor(input, state) });
    const page = flow.authorize?.address(context);
    if (page === undefined) throw noPage(input);
    const url = new URL(page.url);
    if (flow.version === 2) url.searchParams.set('state', token);
    return { url: url.href, temp: page.temp };
  }

  function find(app: string, query: Collection): Waiting {
    const given = textAt(query, 'state') || textAt(query, 'oauth_token');
    const key = digestOf(given);
    const found = [...all.values()].find((one) => one.key === key && one.request.input.app.name === app);
    if (given !== '' && found !== undefined) return found;
    throw new ConnectorError(
      'NotFoundError',
      'This authorisation is not known here, was used already, or is over.',
      AGAIN,
    );
  }

  async function complete({ request, state: before }: Waiting, query: Collection): Promise<ConnectionId> {
    const { input, flow, save } = request;
    refuseDenied(query);
    let state: PhaseState = { ...before, query };
    for (const call of [flow.callback, flow.token, flow.info]) {
      state = await runPhase(quick, call, { input, state });
    }
    return save(state);
  }

  /** What is over stays for a while, so that its beginner learns how it ended. */
  function forget(): void {
    const now = services.clock.now();
    for (const [id, { view }] of all) if (view.expiresAt <= now || all.size > MOST_WAITING) all.delete(id);
  }
}

const AGAIN = { fix: 'Begin again at the connection.' };

/** What is compared is a digest, so that the time it takes tells nothing. */
function digestOf(text: string): string {
  return hash('sha256', text, 'base64');
}

function textAt(values: Collection, name: string): string {
  const value = ownValue(values, name);
  return typeof value === 'string' ? value : '';
}

function tokenIn(url: string): string {
  return new URL(url).searchParams.get('oauth_token') ?? newUrlToken();
}

function refuseDenied(query: Collection): void {
  const error = textAt(query, 'error') || (ownValue(query, 'denied') === undefined ? '' : 'denied');
  if (error === '') return;
  const said = textAt(query, 'error_description') || error;
  throw new ConnectorError('AccountValidationError', `The service did not allow it: ${said.slice(0, 300)}`, {
    fix: 'Begin again and allow access on the page of the service.',
  });
}

/** Services may repeat in a refusal what they were sent. */
function shownError(error: ConnectorError, { request, state }: Waiting, query: Collection): ConnectorError {
  const redact = redactor(secretsFor(request.input, { ...state, query }));
  const { upstream } = error;
  return new ConnectorError(error.name, redact(error.message), {
    fix: redact(error.fix),
    problems: error.problems,
    ...(upstream && { upstream: { ...upstream, body: redact(upstream.body) } }),
  });
}

function noPage({ connection }: PhaseInput): ConnectorError {
  return new ConnectorError(
    'InvalidConfigurationError',
    `The connection "${connection.label}" names no page where a person could authorise it.`,
    { fix: 'Give its "authorize" a url.' },
  );
}

/** The query of a callback as code of a connection reads it; a name that repeats becomes a list. */
export function queryOf(search: string): Collection {
  const query: Collection = {};
  for (const [name, value] of new URLSearchParams(search)) {
    const before = ownValue(query, name);
    setOwn(query, name, before === undefined ? value : [before, value].flat());
  }
  return query;
}
