import { hash } from 'node:crypto';
import type { HookId, HookRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';

/** All hooks in memory, deleted ones included, so that a delivery finds its hook without asking the store. */
export interface HookDirectory {
  /** By the unguessable part of the address; whoever asks for the same one again and again says who it is. */
  byToken(token: string, asker?: object): HookRecord | undefined;
  byId(id: HookId): HookRecord | undefined;
  list(): readonly HookRecord[];
  /** Takes over a hook as it is stored now; an older version of a hook it knows changes nothing. */
  put(hook: HookRecord): void;
}

/** Length of the tokens made by `newUrlToken`. */
const TOKEN_LENGTH = 32;

/** A directory of the hooks that are stored. Whoever changes a hook in the store puts it in here as well. */
export async function openHookDirectory(store: Pick<Store, 'hooks'>): Promise<HookDirectory> {
  const byDigest = new Map<string, HookRecord>();
  const byId = new Map<HookId, HookRecord>();
  const digestFor = createDigests();
  const directory: HookDirectory = {
    byToken: (token, asker) => (token.length === TOKEN_LENGTH ? byDigest.get(digestFor(token, asker)) : undefined),
    byId: (id) => byId.get(id),
    list: () => [...byId.values()],
    put(hook) {
      const known = byId.get(hook.id);
      if (known !== undefined && known.version > hook.version) return;
      byId.set(hook.id, hook);
      byDigest.set(digestOf(hook.token), hook);
    },
  };
  for (const hook of await store.hooks.list()) directory.put(hook);
  return directory;
}

/** Digests, the last one of each asker remembered: it is only compared with what the same one has asked before. */
function createDigests(): (token: string, asker: object | undefined) => string {
  const last = new WeakMap<object, { readonly token: string; readonly digest: string }>();
  return (token, asker) => {
    if (asker === undefined) return digestOf(token);
    const known = last.get(asker);
    if (known?.token === token) return known.digest;
    const digest = digestOf(token);
    last.set(asker, { token, digest });
    return digest;
  };
}

/** What is looked up is a digest, so that the time a lookup takes tells nothing about the tokens there are. */
function digestOf(token: string): string {
  return hash('sha256', token, 'base64');
}
