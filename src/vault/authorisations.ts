import { hash } from 'node:crypto';
import { ConnectorError, toConnectorError } from '../core/errors.ts';
import { newId, newUrlToken, type Id } from '../core/ids.ts';
import { type Collection, ownValue, setOwn } from '../core/json.ts';
import { createLocks } from '../core/locks.ts';
import { redactor, type Secret } from '../core/secret.ts';
import type { OAuthFlow } from '../manifest/oauth-flow.ts';
import type { ConnectionId } from '../store/records.ts';
import { withDeadline } from './check.ts';
import type { SealedValues } from './sealed-values.ts';
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
  readonly error: Pick<ConnectorError, 'name' | 'message' | 'fix'> | null;
}

/** One authorisation to be made, in values that outlive the process. */
export interface AuthorisationRequest extends Pick<PhaseInput, 'values' | 'redirectUri' | 'scope'> {
  readonly app: string;
  /** Name of the connection component in the app. */
  readonly connection: string;
  /** What people will call the connection. */
  readonly name: string;
  /** The connection to be authorised again; null makes a new one. */
  readonly connectionId: ConnectionId | null;
}

/** What authorisations work with. */
export interface AuthorisationParts {
  readonly services: CallServices;
  /** Where they wait. */
  readonly pending: SealedValues;
  /** What a request is carried out with, by the apps there are now. @throws ConnectorError `NotFoundError`. */
  readonly prepare: (request: AuthorisationRequest) => { readonly input: PhaseInput; readonly flow: OAuthFlow };
  /** Keeps what an authorisation gave, as a new connection or in one there is. */
  readonly save: (request: AuthorisationRequest, state: PhaseState) => Promise<ConnectionId>;
}

/** Authorisations that wait for a person at the page of a service. They wait sealed in the store, also over a restart. */
export interface Authorisations {
  /**
   * @param data What an earlier authorisation gave.
   * @throws ConnectorError as the service refused, or `InvalidConfigurationError` when the app names no page.
   */
  begin(request: AuthorisationRequest, data: Collection, signal?: AbortSignal): Promise<AuthorisationView>;
  /**
   * Goes on with what a browser brought back; works once. A refusal is part of the view.
   * @throws ConnectorError `NotFoundError` when it is not known, was used already, or is over.
   */
  finish(app: string, query: Collection): Promise<AuthorisationView>;
  /** @throws ConnectorError `NotFoundError`. */
  get(id: AuthorisationId): Promise<AuthorisationView>;
}

/** How long a person may take, in milliseconds. */
const PATIENCE_MS = 10 * 60_000;
/** Most that wait at once; the oldest give way. */
const MOST_WAITING = 100;

/** An authorisation as it is kept. */
interface Waiting {
  readonly request: AuthorisationRequest;
  readonly state: PhaseState;
  readonly view: AuthorisationView;
  /** What the browser has to bring back: the digest of its `state`, or of its token with OAuth 1; null once it did. */
  readonly key: string | null;
}

/** Authorisations that wait in `pending`. */
export function createAuthorisations({ services, pending, prepare, save }: AuthorisationParts): Authorisations {
  const quick = withDeadline(services);
  const locks = createLocks();
  /** Those whose browser came back, while the service is asked. */
  const finishing = new Map<AuthorisationId, AuthorisationView>();

  return {
    async begin(request, data, signal) {
      const { input, flow } = prepare(request);
      const extras = { ...(signal && { signal }) };
      let state = beforePhases(data);
      state = await runPhase(quick, flow.preauthorize, { input, state }, extras);
      const oauth = { callback: input.redirectUri };
      state = await runPhase(quick, flow.requestToken, { input, state }, { ...extras, oauth });
      const token = newUrlToken();
      const { url, temp } = pageOf({ input, flow, state }, token);
      const id = newId('aut', services.clock.now());
      const expiresAt = services.clock.now() + PATIENCE_MS;
      const view: AuthorisationView = { id, status: 'waiting', url, expiresAt, connectionId: null, error: null };
      const key = digestOf(flow.version === 1 ? textAt(state.oauth, 'token') || tokenIn(url) : token);
      await makeRoom();
      await keep({ request, state: { ...state, temp }, view, key });
      return view;
    },
    async finish(app, query) {
      const waiting = await locks.run('finish', () => take(app, query));
      const { request, state, view } = waiting;
      try {
        const ended = await outcomeOf(waiting, query);
        await keep({ request, state, key: null, view: { ...view, url: null, ...ended } });
      } finally {
        finishing.delete(view.id);
      }
      return viewOf(view.id);
    },
    get: viewOf,
  };

  function pageOf({ input, flow, state }: Prepared, token: string) {
    const context = callContext(services, variablesOf(input, state), { secrets: secretsFor(input, state) });
    const page = flow.authorize?.address(context);
    if (page === undefined) throw noPage(input);
    const url = new URL(page.url);
    if (flow.version === 2) url.searchParams.set('state', token);
    return { url: url.href, temp: page.temp };
  }

  async function viewOf(id: AuthorisationId): Promise<AuthorisationView> {
    const view = finishing.get(id) ?? ((await pending.get(id)) as Waiting | undefined)?.view;
    if (view === undefined) throw new ConnectorError('NotFoundError', `There is no authorisation ${id}.`, AGAIN);
    return view;
  }

  /** The authorisation a browser comes back for. From now on it is used: a process that ends meanwhile has failed. */
  async function take(app: string, query: Collection): Promise<Waiting> {
    const given = textAt(query, 'state') || textAt(query, 'oauth_token');
    const key = digestOf(given);
    const found = (await all()).find((one) => one.key === key && one.request.app === app);
    if (given === '' || found === undefined) {
      throw new ConnectorError(
        'NotFoundError',
        'This authorisation is not known here, was used already, or is over.',
        AGAIN,
      );
    }
    finishing.set(found.view.id, found.view);
    await keep({ ...found, key: null, view: { ...found.view, url: null, status: 'failed', error: INTERRUPTED } });
    return found;
  }

  async function outcomeOf(waiting: Waiting, query: Collection): Promise<Partial<AuthorisationView>> {
    const { request, state } = waiting;
    try {
      const { input, flow } = prepare(request);
      try {
        return { status: 'done', connectionId: await complete({ input, flow, state, request }, query) };
      } catch (thrown) {
        return {
          status: 'failed',
          error: shownError(toConnectorError(thrown), secretsFor(input, { ...state, query })),
        };
      }
    } catch (thrown) {
      return { status: 'failed', error: shownError(toConnectorError(thrown), []) };
    }
  }

  async function complete(
    { input, flow, state: before, request }: Prepared & { readonly request: AuthorisationRequest },
    query: Collection,
  ): Promise<ConnectionId> {
    refuseDenied(query);
    let state: PhaseState = { ...before, query };
    for (const call of [flow.callback, flow.token, flow.info]) {
      state = await runPhase(quick, call, { input, state });
    }
    return save(request, state);
  }

  /** Everything that waits, the oldest first; what is over stays until its time is, so that its beginner learns how it ended. */
  async function all(): Promise<readonly Waiting[]> {
    return [...(await pending.list()).values()] as readonly Waiting[];
  }

  async function makeRoom(): Promise<void> {
    const waiting = await all();
    for (const { view } of waiting.slice(0, Math.max(0, waiting.length - MOST_WAITING + 1))) {
      await pending.remove(view.id);
    }
  }

  function keep(waiting: Waiting): Promise<void> {
    return pending.set(waiting.view.id, waiting, waiting.view.expiresAt);
  }
}

interface Prepared {
  readonly input: PhaseInput;
  readonly flow: OAuthFlow;
  readonly state: PhaseState;
}

const AGAIN = { fix: 'Begin again at the connection.' };

const INTERRUPTED = {
  name: 'ExecutionInterruptedError',
  message: 'The server was stopped while it finished this authorisation.',
  ...AGAIN,
} as const;

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
function shownError({ name, message, fix }: ConnectorError, secrets: readonly Secret[]): AuthorisationView['error'] {
  const redact = redactor(secrets);
  return { name, message: redact(message), fix: redact(fix) };
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
