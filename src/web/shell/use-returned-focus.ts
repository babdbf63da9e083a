import { useEffect } from 'react';

/** How many places are remembered: what opened a dialog may have stood in a menu that is gone by then. */
const MOST = 8;
/** A part of the page that takes the focus itself when what had it inside is gone. */
const REGION = 'section[tabindex="-1"]';
const DIALOG = '[role="dialog"], [role="alertdialog"]';

/**
 * Gives the focus back to where it was when a dialog goes, or any other part of the page, and takes the focused element
 * with it (WCAG 2.4.3): to the page, or to the dialog it was opened from.
 */
export function useReturnedFocus(): void {
  useEffect(() => {
    /** The last places that had the focus, by the dialog they stand in; those of the page by its body. */
    const placesIn = new WeakMap<Element, (readonly (HTMLElement | null)[])[]>();
    let latest: HTMLElement | undefined;
    const remember = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      latest = target;
      const holder = target.closest(DIALOG) ?? document.body;
      const places = [...(placesIn.get(holder) ?? []), [target.closest<HTMLElement>(REGION), target]];
      placesIn.set(holder, places.slice(-MOST));
    };
    const restore = (): void => {
      if (document.activeElement !== document.body) return;
      const holder = [...document.querySelectorAll(DIALOG)].at(-1) ?? document.body;
      const place = placesIn
        .get(holder)
        ?.flat()
        .findLast((element) => element?.isConnected === true);
      place?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver((changes) => {
      if (document.activeElement !== document.body) return;
      const isLost = latest?.isConnected === false;
      if (isLost || changes.some(({ removedNodes }) => [...removedNodes].some(holdsDialog))) setTimeout(restore);
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
}

function holdsDialog(node: Node): boolean {
  return node instanceof HTMLElement && (node.matches(DIALOG) || node.querySelector(DIALOG) !== null);
}
