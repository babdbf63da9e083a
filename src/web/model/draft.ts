import type { Blueprint } from './blueprint.ts';
import { isValues, type Values } from './values.ts';

/** Edits of a scenario that are not saved; they are kept by the browser and never go live by themselves. */
export interface Draft {
  readonly scenarioId: string;
  /** Version of the scenario the edits began with. */
  readonly baseVersion: number;
  readonly blueprint: Blueprint;
  readonly name: string;
  readonly scheduling: Values;
  /** When it was kept, in RFC 3339. */
  readonly savedAt: string;
}

/** Where drafts are kept, for example the local storage of the browser. It may refuse, and it may be emptied. */
export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What to do with a draft when its scenario is opened. */
export type DraftDecision =
  /** There is none, or it holds nothing but what is saved. */
  | { readonly kind: 'none' }
  /** It goes on where it stopped. */
  | { readonly kind: 'continue'; readonly draft: Draft }
  /** Somebody saved the scenario since; a person decides. */
  | { readonly kind: 'conflict'; readonly draft: Draft };

/** The scenario as it is stored. */
export interface StoredScenario {
  readonly version: number;
  readonly blueprint: Blueprint;
  readonly name: string;
  readonly scheduling: Values;
}

/** Keeps a draft. Gives false when the storage is full or switched off: the edits then live in this page only. */
export function keepDraft(storage: DraftStorage, draft: Draft): boolean {
  try {
    storage.setItem(keyOf(draft.scenarioId), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** The draft of a scenario; undefined when there is none or it cannot be read. */
export function readDraft(storage: DraftStorage, scenarioId: string): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(storage.getItem(keyOf(scenarioId)) ?? 'null');
    return isDraft(draft) && draft.scenarioId === scenarioId ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** Throws the draft of a scenario away. */
export function dropDraft(storage: DraftStorage, scenarioId: string): void {
  try {
    storage.removeItem(keyOf(scenarioId));
  } catch {
    // A storage that is switched off holds no draft either.
  }
}

/** What to do with a draft, given the scenario as it is stored now. */
export function decideDraft(draft: Draft | undefined, stored: StoredScenario): DraftDecision {
  if (draft === undefined || holdsTheSame(draft, stored)) return { kind: 'none' };
  return { kind: draft.baseVersion === stored.version ? 'continue' : 'conflict', draft };
}

function holdsTheSame(draft: Draft, stored: StoredScenario): boolean {
  return sameJson([draft.blueprint, draft.name, draft.scheduling], [stored.blueprint, stored.name, stored.scheduling]);
}

/** Whether two JSON values are equal, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((element, index) => sameJson(element, b[index]));
  }
  if (!isValues(a) || !isValues(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

function keyOf(scenarioId: string): string {
  return `draft:${scenarioId}`;
}

function isDraft(value: unknown): value is Draft {
  return (
    isValues(value) &&
    typeof value['scenarioId'] === 'string' &&
    typeof value['baseVersion'] === 'number' &&
    typeof value['name'] === 'string' &&
    typeof value['savedAt'] === 'string' &&
    isValues(value['scheduling']) &&
    isValues(value['blueprint']) &&
    Array.isArray(value['blueprint']['flow'])
  );
}
