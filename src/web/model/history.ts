/** Most states that can be gone back to. */
const DEPTH = 200;
/** Edits of one field that follow each other this fast are undone together, in milliseconds. */
const TOGETHER = 1_000;

/** A state with what led to it and what was undone. States are never changed, so they share what is equal. */
export interface History<State> {
  readonly present: State;
  /** Older states, the latest last. */
  readonly past: readonly Entry<State>[];
  /** Undone states, the next one to redo last. */
  readonly future: readonly Entry<State>[];
  /** The state that is stored on the server. */
  readonly saved: State;
  /** Edits between the saved state and this one; undefined when the saved state cannot be reached any more. */
  readonly sinceSaved: number | undefined;
  /** The field of the latest edit, for joining the next one to it. */
  readonly latest?: { readonly key: string; readonly at: number };
}

interface Entry<State> {
  readonly state: State;
  /** What the edit behind this state did, for example "Delete 2 Send a Message". */
  readonly label: string;
}

/** One edit. */
export interface Change<State> {
  readonly state: State;
  readonly label: string;
  /** Names a field: edits with the same key in a row become one step. */
  readonly key?: string;
  /** Now, in milliseconds. */
  readonly at: number;
}

/** A history that starts with a stored state. */
export function startHistory<State>(saved: State): History<State> {
  return { present: saved, past: [], future: [], saved, sinceSaved: 0 };
}

/** The history with one more edit; what was undone before is gone. */
export function record<State>(history: History<State>, { state, label, key, at }: Change<State>): History<State> {
  const { present, past, saved, sinceSaved, latest } = history;
  if (state === present) return history;
  const joins =
    key !== undefined && latest?.key === key && at - latest.at < TOGETHER && past.length > 0 && present !== saved;
  const behindSaved = sinceSaved !== undefined && sinceSaved < 0;
  const base = { present: state, future: [], saved, ...(key !== undefined && { latest: { key, at } }) };
  if (joins) return { ...base, past, sinceSaved };
  return {
    ...base,
    past: [...past, { state: present, label }].slice(-DEPTH),
    // Going another way from before the saved state leaves it out of reach.
    sinceSaved: behindSaved || sinceSaved === undefined ? undefined : sinceSaved + 1,
  };
}

/** One edit back; the same history when there is none. */
export function undo<State>(history: History<State>): History<State> {
  const { present, past, future, saved, sinceSaved } = history;
  const last = past.at(-1);
  if (last === undefined) return history;
  return {
    present: last.state,
    past: past.slice(0, -1),
    future: [...future, { state: present, label: last.label }],
    saved,
    sinceSaved: sinceSaved === undefined ? undefined : sinceSaved - 1,
  };
}

/** The edit that was undone last, done again; the same history when there is none. */
export function redo<State>(history: History<State>): History<State> {
  const { present, past, future, saved, sinceSaved } = history;
  const next = future.at(-1);
  if (next === undefined) return history;
  return {
    present: next.state,
    past: [...past, { state: present, label: next.label }],
    future: future.slice(0, -1),
    saved,
    sinceSaved: sinceSaved === undefined ? undefined : sinceSaved + 1,
  };
}

/** The history after `state` was stored; undo still reaches what was before. */
export function markSaved<State>(history: History<State>, state: State): History<State> {
  const { present, past, future } = history;
  // Edits made while it was being stored count as not saved.
  const back = past.findLastIndex((entry) => entry.state === state);
  const since = state === present ? 0 : back === -1 ? undefined : past.length - back;
  return { present, past, future, saved: state, sinceSaved: since };
}

/** How many edits are not stored; 0 when the state is the stored one. */
export function dirtyCount<State>({ present, past, saved, sinceSaved }: History<State>): number {
  if (present === saved) return 0;
  return sinceSaved === undefined ? Math.max(1, past.length) : Math.abs(sinceSaved);
}

/** What undo would take back, for its button; undefined when there is nothing. */
export function undoLabel<State>({ past }: History<State>): string | undefined {
  return past.at(-1)?.label;
}

/** What redo would do again; undefined when there is nothing. */
export function redoLabel<State>({ future }: History<State>): string | undefined {
  return future.at(-1)?.label;
}
