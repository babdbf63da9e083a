import type { CallServices } from '../communication/services.ts';
import { callContext } from '../communication/services.ts';
import { ConnectorError } from '../core/errors.ts';
import type { Collection } from '../core/json.ts';
import { isCollection, ownValue } from '../core/json.ts';
import type { Exchange } from '../http/client.ts';
import type { App, AppWebhook } from '../manifest/app.ts';
import { connectionOfPart, secretsOf } from '../manifest/secrets.ts';

/** One webhook of an app with everything its calls may read. */
export interface Registration {
  readonly app: App;
  readonly webhook: AppWebhook;
  /** Revealed values of the connection. */
  readonly connection: Collection;
  /** The hook's own form. */
  readonly parameters: Collection;
  /** Our address that the provider shall call. */
  readonly url: string;
  /** What attach stored, once it has run. */
  readonly data?: Collection;
  readonly onExchange?: (exchange: Exchange) => void;
}

/** A hook as the provider lists it. */
export interface RemoteHook {
  readonly id: string;
  readonly url: string;
  readonly active: boolean;
  /** Whether it watches the event of this webhook. */
  readonly matches: boolean;
}

/** Registers the webhook at the provider; returns what has to be kept to remove it. Apps without attach need no call. */
export async function attachHook(services: CallServices, registration: Registration): Promise<Collection> {
  const result = await registration.webhook.attach?.run(contextOf(services, registration));
  return result?.data ?? {};
}

/** Changes the webhook at the provider to other values of its form; returns what has to be kept beside what was kept. */
export async function updateHook(services: CallServices, registration: Registration): Promise<Collection> {
  const result = await registration.webhook.update?.run(contextOf(services, registration));
  return result?.data ?? {};
}

/** Removes the webhook at the provider; one that is gone already counts as removed. */
export async function detachHook(services: CallServices, registration: Registration): Promise<void> {
  try {
    await registration.webhook.detach?.run(contextOf(services, registration));
  } catch (error) {
    const gone = error instanceof ConnectorError && (error.upstream?.status === 404 || error.upstream?.status === 410);
    if (!gone) throw error;
  }
}

/** The hooks the account has, or undefined when the app cannot list them. */
export async function listRemoteHooks(
  services: CallServices,
  registration: Registration,
): Promise<readonly RemoteHook[] | undefined> {
  const result = await registration.webhook.list?.run(contextOf(services, registration));
  return result?.outputs.filter(isCollection).map((hook) => ({
    id: String(hook['id']),
    url: String(hook['url']),
    active: isOn(hook['active']),
    matches: isOn(hook['matches']),
  }));
}

/** What attach would have stored for a hook found at the provider: Make's own name for its id there. */
export function dataOfRemote(remote: RemoteHook): Collection {
  return { externalHookId: remote.id };
}

/** The id of the hook at the provider, when attach stored it. */
export function remoteIdOf(data: unknown): string | undefined {
  const id = ownValue(data, 'externalHookId');
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

/** Services write their switches as booleans or as text. */
function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}

function contextOf(services: CallServices, registration: Registration): ReturnType<typeof callContext> {
  const { app, webhook, connection, parameters, url, data, onExchange } = registration;
  const component = connectionOfPart(app, webhook);
  const variables = { parameters, connection, common: app.common, data: data ?? {}, webhook: { ...data, url } };
  return callContext(services, variables, {
    secrets: secretsOf(component, connection),
    ...(onExchange === undefined ? {} : { onExchange }),
  });
}
