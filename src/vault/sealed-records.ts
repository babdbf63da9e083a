import type { Json } from '../core/json.ts';
import type { ConnectionRecord, HookChecks, HookRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';

/** The parts of the store that hold sealed texts. */
export type SealedStore = Pick<Store, 'connections' | 'hooks' | 'values'>;

/** A sealed text and the record it is bound to. */
export interface SealedText {
  readonly recordId: string;
  readonly sealed: string;
}

const SCOPE = 'vault';
const KEY_CHECK = 'key-check';

/** Record id of the known value that proves a key. */
export const KEY_CHECK_ID = 'the key check';

/** Scope of the sealed constants of apps, by app. */
export const CONSTANTS = 'app-constants';

/** Record id of the constants of an app. */
export function constantsId(app: string): string {
  return `the constants of ${app}`;
}

/** Every sealed text of the store, the key check included. */
export async function sealedTexts(store: SealedStore): Promise<readonly SealedText[]> {
  const [check, connections, hooks, constants] = await Promise.all([
    store.values.get(SCOPE, KEY_CHECK),
    store.connections.list(),
    store.hooks.list(),
    store.values.list(CONSTANTS),
  ]);
  const known = check === undefined ? [] : [{ recordId: KEY_CHECK_ID, sealed: sealedText(check) }];
  const ofApps = [...constants].map(([app, sealed]) => ({ recordId: constantsId(app), sealed: sealedText(sealed) }));
  return [...known, ...connections.map(ofConnection), ...hooks.flatMap(ofHook), ...ofApps];
}

/** Stores the key check unless there is one; the one that is there afterwards. */
export async function claimKeyCheck(store: SealedStore, sealed: string): Promise<string> {
  return sealedText(await store.values.claim(SCOPE, KEY_CHECK, sealed));
}

/** Replaces the key check. */
export async function writeKeyCheck(store: SealedStore, sealed: string): Promise<void> {
  await store.values.set(SCOPE, KEY_CHECK, sealed);
}

/** The secrets in the checks of a hook; both are bound to the id of the hook. */
export function ofHook({ id, checks }: Pick<HookRecord, 'id' | 'checks'>): readonly SealedText[] {
  const { header, signature } = checks;
  return [header?.sealedValue, signature?.sealedSecret]
    .filter((sealed) => sealed !== undefined)
    .map((sealed) => ({ recordId: id, sealed }));
}

/** The checks of a hook with its secrets sealed anew. */
export function resealChecks(checks: HookChecks, reseal: (sealed: string) => string): HookChecks {
  const { header, signature } = checks;
  return {
    ...checks,
    ...(header && { header: { ...header, sealedValue: reseal(header.sealedValue) } }),
    ...(signature && { signature: { ...signature, sealedSecret: reseal(signature.sealedSecret) } }),
  };
}

function ofConnection({ id, sealed }: ConnectionRecord): SealedText {
  return { recordId: id, sealed };
}

/** A sealed text among small values: anything but a text is damaged, and fails where it is opened. */
export function sealedText(value: Json): string {
  return typeof value === 'string' ? value : '';
}
