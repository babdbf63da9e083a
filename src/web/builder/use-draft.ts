import { useEffect, useRef } from 'react';
import type { ScenarioDetail, Scheduling } from '../api/contract.ts';
import { decideDraft, dropDraft, keepDraft, readDraft, type DraftDecision } from '../model/draft.ts';
import { editedOf } from './edited-of.ts';
import type { Edited, Edits } from './use-edits.ts';

/** Milliseconds of rest before a draft is kept. */
const REST_MS = 250;

/** What the browser kept of a scenario that was left without saving. */
export function draftOf(stored: ScenarioDetail): DraftDecision {
  const { version } = stored;
  return decideDraft(readDraft(localStorage, stored.id), { ...editedOf(stored), version });
}

/** The edits in a draft; undefined when there is none. */
export function editsOfDraft(decision: DraftDecision): Edited | undefined {
  if (decision.kind === 'none') return undefined;
  const { blueprint, name, scheduling } = decision.draft;
  return { blueprint, name, scheduling: scheduling as Scheduling };
}

/** Keeps the edits in the browser until they are saved, so that closing the page loses nothing. */
export function useDraft({ id, version }: Pick<ScenarioDetail, 'id' | 'version'>, edits: Edits): void {
  const { present, unsaved } = edits;
  const latest = useRef<() => void>(undefined);
  useEffect(() => {
    const keep = (): void => {
      if (unsaved === 0) dropDraft(localStorage, id);
      else {
        const savedAt = new Date().toISOString();
        keepDraft(localStorage, { ...present, scenarioId: id, baseVersion: version, savedAt });
      }
    };
    latest.current = keep;
    const timer = setTimeout(keep, REST_MS);
    return () => clearTimeout(timer);
  }, [id, version, present, unsaved]);
  useEffect(() => {
    const leave = (): void => latest.current?.();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
}
