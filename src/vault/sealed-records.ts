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

/** Small values that are sealed texts, and the record each of them is bound to. */
export interface SealedScope {
  readonly scope: string;
  readonly recordId: (name: string) => string;
}

/** The constants given for apps, by app. */
export const CONSTANTS: SealedScope = { scope: 'app-constants', recordId: (app) => `the constants of ${app}` };

/** Authorisations that wait for a person, by id. */
export const AUTHORISATIONS: SealedScope = { scope: 'authorisations', recordId: (id) => id };

/** All of them. */
export const SEALED_SCOPES: readonly SealedScope[] = [CONSTANTS, AUTHORISATIONS];

/** Every sealed text of the store, the key check included. */
export async function sealedTexts(store: SealedStore): Promise<readonly SealedText[]> {
  const [check, connections, hooks, values] = await Promise.all([
    store.values.get(SCOPE, KEY_CHECK),
    store.connections.list(),
    store.hooks.list(),
    sealedValues(store),
  ]);
  const known = check === undefined ? [] : [{ recordId: KEY_CHECK_ID, sealed: sealedText(check) }];
  return [...known, ...connections.map(ofConnection), ...hooks.flatMap(ofHook), ...values];
}

/** A sealed small value where it is kept. */
export interface SealedValue extends SealedText {
  readonly scope: string;
  readonly name: string;
}

/** Every sealed small value. */
export async function sealedValues(store: Pick<SealedStore, 'values'>): Promise<readonly SealedValue[]> {
  const all = await Promise.all(
    SEALED_SCOPES.map(async ({ scope, recordId }) =>
      [...(await store.values.list(scope))].map(([name, value]) => {
        return { scope, name, recordId: recordId(name), sealed: sealedText(value) };
      }),
    ),
  );
  return all.flat();
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
