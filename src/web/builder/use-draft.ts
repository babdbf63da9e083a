import { useEffect, useRef } from 'react';
import type { ScenarioDetail, Scheduling } from '../api/contract.ts';
import { decideDraft, dropDraft, keepDraft, readDraft } from '../model/draft.ts';
import type { DraftDecision, DraftStorage } from '../model/draft.ts';
import { forget, keep, recall } from '../ui/browser-storage.ts';
import { editedOf } from './edited-of.ts';
import type { Edited, Edits } from './use-edits.ts';

/** Milliseconds of rest before a draft is kept. */
const REST_MS = 250;

/** The storage of this browser. What it does not take outlives the builder, but not the page. */
const storage: DraftStorage = {
  getItem: recall,
  setItem(key, text) {
    if (!keep(key, text)) throw new Error('The browser keeps nothing.');
  },
  removeItem: forget,
};

/** What the browser kept of a scenario that was left without saving. */
export function draftOf(stored: ScenarioDetail): DraftDecision {
  const { version } = stored;
  return decideDraft(readDraft(storage, stored.id), { ...editedOf(stored), version });
}

/** The edits in a draft; undefined when there is none. */
export function editsOfDraft(decision: DraftDecision): Edited | undefined {
  if (decision.kind === 'none') return undefined;
  const { blueprint, name, scheduling } = decision.draft;
  return { blueprint, name, scheduling: scheduling as Scheduling };
}

/**
 * Keeps the edits in the browser until they are saved, so that closing the page loses nothing. Where the browser keeps
 * nothing, it asks before the page is closed.
 */
export function useDraft({ id, version }: Pick<ScenarioDetail, 'id' | 'version'>, edits: Edits): void {
  const { present, unsaved } = edits;
  const latest = useRef<() => boolean>(undefined);
  useEffect(() => {
    const store = (): boolean => {
      if (unsaved === 0) {
        dropDraft(storage, id);
        return true;
      }
      const savedAt = new Date().toISOString();
      return keepDraft(storage, { ...present, scenarioId: id, baseVersion: version, savedAt });
    };
    latest.current = store;
    const timer = setTimeout(store, REST_MS);
    return () => clearTimeout(timer);
  }, [id, version, present, unsaved]);
  useEffect(() => {
    const leave = (): void => void latest.current?.();
    const ask = (event: BeforeUnloadEvent): void => {
      if (latest.current?.() === false) event.preventDefault();
    };
    addEventListener('pagehide', leave);
    addEventListener('beforeunload', ask);
    return () => {
      removeEventListener('pagehide', leave);
      removeEventListener('beforeunload', ask);
      leave();
    };
  }, []);
}
