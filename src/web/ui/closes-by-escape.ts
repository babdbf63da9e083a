import type { KeyboardEvent } from 'react';

/**
 * Closes a dialog that opens others: with `closeOnEscape` every open dialog would go at once, and keys in one that was
 * opened from it come by here too. What used Escape for itself has prevented its default.
 */
export function closesByEscape(close: () => void): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !isInside(event)) return;
    event.preventDefault();
    close();
  };
}

/** Whether a key was pressed in an element itself, and not in a dialog that was opened from it. */
export function isInside({ target, currentTarget }: KeyboardEvent<HTMLElement>): boolean {
  return target instanceof Node && currentTarget.contains(target);
}
