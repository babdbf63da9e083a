import { useCallback, useMemo, useRef, useState } from 'react';
import type { Scheduling } from '../api/contract.ts';
import type { Blueprint } from '../model/blueprint.ts';
import {
  dirtyCount,
  markSaved,
  record,
  redo,
  redoLabel,
  startHistory,
  undo,
  undoLabel,
  type History,
} from '../model/history.ts';
import type { EditOptions } from './editor.ts';

/** What is edited of a scenario. */
export interface Edited {
  readonly blueprint: Blueprint;
  readonly name: string;
  readonly scheduling: Scheduling;
}

/** The edits of a scenario since it was opened. */
export interface Edits {
  readonly present: Edited;
  readonly unsaved: number;
  readonly undoLabel: string | undefined;
  readonly redoLabel: string | undefined;
  /** The same object as long as the builder is open. */
  readonly actions: EditActions;
}

/** What can be done with the edits. */
export interface EditActions {
  /** The present state, also between two renderings. */
  readonly latest: () => Edited;
  /** The stored state these edits began with. */
  readonly saved: () => Edited;
  readonly change: (state: Edited, options: EditOptions) => void;
  /** Gives what was undone; undefined when there was nothing. */
  readonly undo: () => string | undefined;
  readonly redo: () => string | undefined;
  /** `sent` is stored now, and `stored` is what the server made of it. */
  readonly stored: (sent: Edited, stored: Edited) => void;
  /** Begins anew with what is stored; edits are gone. */
  readonly restart: (stored: Edited) => void;
  /** Something else is stored now; the edits stay as they are. */
  readonly rebase: (stored: Edited) => void;
}

/** Holds the edits of a scenario, with undo and redo; a draft is one edit to begin with. */
export function useEdits(initial: () => { readonly stored: Edited; readonly draft?: Edited }): Edits {
  const [history, setHistory] = useState(() => {
    const { stored, draft } = initial();
    const start = startHistory(stored);
    return draft === undefined ? start : record(start, { state: draft, label: 'Edits of the draft', at: Date.now() });
  });
  const latest = useRef(history);
  const put = useCallback((next: History<Edited>): void => {
    latest.current = next;
    setHistory(next);
  }, []);
  const actions = useMemo(
    (): EditActions => ({
      latest: () => latest.current.present,
      saved: () => latest.current.saved,
      change(state, { label = 'Edit', key }) {
        put(record(latest.current, { state, label, at: Date.now(), ...(key !== undefined && { key }) }));
      },
      undo() {
        const label = undoLabel(latest.current);
        put(undo(latest.current));
        return label;
      },
      redo() {
        const label = redoLabel(latest.current);
        put(redo(latest.current));
        return label;
      },
      stored(sent, stored) {
        const marked = markSaved(latest.current, sent);
        // Nothing was edited meanwhile: what the server added, such as the webhook of a trigger, is taken over.
        put(marked.present === sent ? { ...marked, present: stored, saved: stored } : marked);
      },
      restart: (stored) => put(startHistory(stored)),
      rebase: (stored) => put({ ...latest.current, saved: stored, sinceSaved: undefined }),
    }),
    [put],
  );
  return useMemo(
    () => ({
      actions,
      present: history.present,
      unsaved: dirtyCount(history),
      undoLabel: undoLabel(history),
      redoLabel: redoLabel(history),
    }),
    [actions, history],
  );
}
