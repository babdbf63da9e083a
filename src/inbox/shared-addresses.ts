import { createHmac, hash } from 'node:crypto';
import { newUrlToken } from '../core/ids.ts';
import type { App, AppWebhook } from '../manifest/app.ts';
import type { ConnectionId, HookRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { HookDirectory } from './hook-directory.ts';

/** A webhook with one address for all its accounts. */
export interface SharedWebhook {
  readonly app: App;
  readonly webhook: AppWebhook;
}

/** The addresses of shared webhooks: one for each webhook of an app, the same after every start. */
export interface SharedAddresses {
  /** The unguessable part of the address; undefined for a webhook whose hooks have addresses of their own. */
  tokenOf(place: Pick<HookRecord, 'app' | 'webhook'>): string | undefined;
  byToken(token: string): SharedWebhook | undefined;
  /** The hooks at a shared address whose connections are for one of these accounts. */
  hooksFor(place: SharedWebhook, uids: readonly string[]): readonly HookRecord[];
}

/** What shared addresses are made with. */
export interface SharedAddressOptions {
  readonly store: Pick<Store, 'values'>;
  readonly apps: ReadonlyMap<string, App>;
  readonly directory: Pick<HookDirectory, 'list'>;
  /** The account's own id at the service (`uid`) of a connection. */
  readonly accountOf: (id: ConnectionId) => string | null;
}

const SCOPE = 'inbox';
const KEY = 'shared-addresses';
/** As long as the tokens of other addresses. */
const TOKEN_LENGTH = 32;

/** The shared addresses of a server; what makes them unguessable is kept in the store. */
export async function openSharedAddresses(options: SharedAddressOptions): Promise<SharedAddresses> {
  const { store, apps, directory, accountOf } = options;
  const secret = JSON.stringify(await store.values.claim(SCOPE, KEY, newUrlToken()));
  const tokens = new Map<string, string>();
  const tokenFor = (app: string, webhook: string): string => {
    const name = JSON.stringify([app, webhook]);
    const token =
      tokens.get(name) ?? createHmac('sha256', secret).update(name).digest('base64url').slice(0, TOKEN_LENGTH);
    tokens.set(name, token);
    return token;
  };

  return {
    tokenOf({ app, webhook }) {
      const isShared = apps.get(app)?.webhooks.get(webhook)?.webhookType === 'web-shared';
      return isShared ? tokenFor(app, webhook) : undefined;
    },
    byToken(token) {
      if (token.length !== TOKEN_LENGTH) return undefined;
      const wanted = digestOf(token);
      for (const app of apps.values()) {
        for (const webhook of app.webhooks.values()) {
          if (webhook.webhookType !== 'web-shared') continue;
          if (digestOf(tokenFor(app.name, webhook.name)) === wanted) return { app, webhook };
        }
      }
      return undefined;
    },
    hooksFor: ({ app, webhook }, uids) =>
      directory.list().filter((hook) => {
        if (hook.app !== app.name || hook.webhook !== webhook.name) return false;
        if (hook.deletedAt !== null || hook.connectionId === null) return false;
        const uid = accountOf(hook.connectionId);
        return uid !== null && uids.includes(uid);
      }),
  };
}

/** What is compared is a digest, so that the time it takes tells nothing about the tokens there are. */
function digestOf(token: string): string {
  return hash('sha256', token, 'base64');
}
