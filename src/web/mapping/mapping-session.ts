/** A field that takes mapped values, while people work on it. */
export interface MappingTarget {
  readonly id: string;
  readonly label: string;
  /** Puts an expression at the caret; `announced` is how it is called. */
  insert(expression: string, announced: string): void;
  /** Gives the field the focus back, the caret where it was. */
  focus(): void;
}

/** Which field the mapping panel works for. One for each form. */
export interface MappingSession {
  /** The field with the caret; it stays while the panel has the focus. */
  readonly active: () => MappingTarget | undefined;
  readonly isPanelOpen: () => boolean;
  activate(target: MappingTarget): void;
  /** The field lost the focus to something other than the panel. */
  release(id: string): void;
  openPanel(): void;
  closePanel(): void;
  /** Opens the panel and asks it to take the focus. */
  enterPanel(): void;
  /** How often the panel was asked to take the focus. */
  readonly entries: () => number;
  readonly subscribe: (listener: () => void) => () => void;
}

/** A session without an active field. */
export function createMappingSession(): MappingSession {
  const listeners = new Set<() => void>();
  let active: MappingTarget | undefined;
  let isOpen = false;
  /** Who closed the panel for a field does not want it back there at once. */
  let closedFor: string | undefined;
  let entries = 0;
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    active: () => active,
    isPanelOpen: () => isOpen && active !== undefined,
    activate(target) {
      active = target;
      isOpen = closedFor !== target.id;
      tell();
    },
    release(id) {
      if (active?.id !== id) return;
      active = undefined;
      closedFor = undefined;
      tell();
    },
    openPanel() {
      closedFor = undefined;
      isOpen = true;
      tell();
    },
    closePanel() {
      closedFor = active?.id;
      isOpen = false;
      tell();
    },
    enterPanel() {
      closedFor = undefined;
      isOpen = true;
      entries += 1;
      tell();
    },
    entries: () => entries,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
