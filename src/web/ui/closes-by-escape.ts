import type { KeyboardEvent } from 'react';

/**
 * Closes a dialog that opens others: with `closeOnEscape` every open dialog would go at once, and keys in one that was
 * opened from it come by here too. What used Escape for itself has prevented its default.
 */
export function closesByEscape(close: () => void): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (!isEscape(event) || !isInside(event)) return;
    event.preventDefault();
    close();
  };
}

/** Whether Escape was pressed and is still to be used: what has used it, or closes its open list of choices, comes first. */
export function isEscape({ key, defaultPrevented, target }: KeyboardEvent<HTMLElement>): boolean {
  const hasOpenList = target instanceof Element && target.matches('[role="combobox"][aria-expanded="true"]');
  return key === 'Escape' && !defaultPrevented && !hasOpenList;
}

/** Whether a key was pressed in an element itself, and not in a dialog that was opened from it. */
export function isInside({ target, currentTarget }: KeyboardEvent<HTMLElement>): boolean {
  return target instanceof Node && currentTarget.contains(target);
}
