import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ScenarioDetail } from '../api/contract.ts';
import { ApiError } from '../api/request.ts';
import { scenarioQuery, updateScenario } from '../api/scenarios.ts';
import { sameJson } from '../model/draft.ts';
import { withPositions } from '../model/positions.ts';
import { useAnnounce } from '../shell/status.tsx';
import { editedOf } from './edited-of.ts';
import type { EditActions } from './use-edits.ts';

/** Saving a scenario, and what can come between. */
export interface Saving {
  /** As it is stored, as far as this page knows. */
  readonly scenario: ScenarioDetail;
  readonly isSaving: boolean;
  /** What somebody else saved meanwhile, until a person has decided. */
  readonly conflict: ScenarioDetail | undefined;
  /** Whether the question what to do about it is shown. */
  readonly isAsking: boolean;
  /** Why it could not be saved, or switched, the last time. */
  readonly refusal: Refused | undefined;
  readonly save: () => Promise<boolean>;
  /** Shows why something was refused; undefined closes it. */
  readonly refuse: (refusal: Refused | undefined) => void;
  /** Decides a conflict for the edits of this page. */
  readonly keepMine: () => Promise<boolean>;
  /** Decides a conflict for what is stored. */
  readonly takeTheirs: () => void;
  readonly postpone: () => void;
  /** Shows the question again. */
  readonly ask: () => void;
  /** The scenario was switched on or off. */
  readonly switched: (
    change: Pick<ScenarioDetail, 'active' | 'version' | 'reason' | 'nextRunAt' | 'updatedAt'>,
  ) => void;
}

/** What was refused, for the heading, and why. */
export interface Refused {
  readonly title: string;
  readonly error: Error;
}

/** Saves the edits of a scenario; `stored` is what it began with. */
export function useSaving(stored: ScenarioDetail, edits: EditActions, hasStaleDraft: boolean): Saving {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [scenario, setScenario] = useState(stored);
  const [isSaving, setSaving] = useState(false);
  const [conflict, setConflict] = useState<ScenarioDetail | undefined>(hasStaleDraft ? stored : undefined);
  const [isAsking, setAsking] = useState(hasStaleDraft);
  const [refusal, refuse] = useState<Refused>();
  const latest = useRef(scenario);
  const running = useRef<Promise<boolean>>(undefined);
  const become = useCallback((next: ScenarioDetail): void => {
    latest.current = next;
    setScenario(next);
  }, []);

  const ask = useCallback((theirs: ScenarioDetail): void => {
    setConflict(theirs);
    setAsking(true);
  }, []);

  useEffect(() => {
    const consider = (stored: ScenarioDetail): void => {
      const known = latest.current;
      if (stored === known || running.current !== undefined || stored.version < known.version) return;
      // Switching changes the record too, but nothing that is edited here.
      if (sameJson(editedOf(known), editedOf(stored))) become(stored);
      else if (edits.latest() === edits.saved()) {
        become(stored);
        edits.restart(editedOf(stored));
        announce('Somebody else saved this scenario. It is shown as it is now.');
      } else ask(stored);
    };
    return client.getQueryCache().subscribe(({ query, type }) => {
      const [list, id] = query.queryKey as readonly unknown[];
      if (type !== 'updated' || list !== 'scenario' || id !== latest.current.id) return;
      const data = client.getQueryData(scenarioQuery(latest.current.id).queryKey);
      if (data !== undefined) consider(data);
    });
  }, [client, edits, become, announce, ask]);

  const send = async (): Promise<boolean> => {
    const sent = edits.latest();
    if (sent === edits.saved()) return true;
    setSaving(true);
    const { id, version } = latest.current;
    const { name, scheduling } = sent;
    try {
      const answer = await updateScenario(id, version, { name, scheduling, blueprint: withPositions(sent.blueprint) });
      become(answer);
      edits.stored(sent, editedOf(answer));
      client.setQueryData(scenarioQuery(id).queryKey, answer);
      void client.invalidateQueries({ queryKey: ['scenarios'] });
      announce('Saved.');
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 412)
        ask(await client.fetchQuery({ ...scenarioQuery(id), staleTime: 0 }));
      else refuse({ title: `${name} was not saved`, error: error instanceof Error ? error : new Error(String(error)) });
      return false;
    } finally {
      setSaving(false);
      running.current = undefined;
    }
  };
  const save = (): Promise<boolean> => {
    running.current ??= send();
    return running.current;
  };

  const decided = (): void => {
    setConflict(undefined);
    setAsking(false);
  };

  return {
    scenario,
    isSaving,
    conflict,
    isAsking,
    refusal,
    save,
    refuse,
    keepMine() {
      if (conflict !== undefined) {
        become(conflict);
        edits.rebase(editedOf(conflict));
      }
      decided();
      return save();
    },
    takeTheirs() {
      if (conflict !== undefined) {
        become(conflict);
        edits.restart(editedOf(conflict));
      }
      decided();
    },
    postpone: () => setAsking(false),
    ask: () => setAsking(true),
    switched: (change) => become({ ...latest.current, ...change }),
  };
}
