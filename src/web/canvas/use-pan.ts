import { useEffect } from 'react';
import type { RefObject } from 'react';

/** Moves what is inside `viewport` with the mouse, where nothing else is under it. */
export function usePan(viewport: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const frame = viewport.current;
    if (frame === null) return undefined;
    let from: { readonly x: number; readonly y: number } | undefined;
    const start = (event: PointerEvent): void => {
      const isFree =
        event.target instanceof Element && event.target.closest('button, a, [data-drag-step], input') === null;
      // Fingers scroll by themselves.
      if (!isFree || event.pointerType !== 'mouse' || event.button > 1) return;
      from = { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop };
      frame.setPointerCapture(event.pointerId);
      frame.dataset['panning'] = 'true';
    };
    const move = (event: PointerEvent): void => {
      if (from !== undefined) frame.scrollTo({ left: from.x - event.clientX, top: from.y - event.clientY });
    };
    const end = (): void => {
      from = undefined;
      delete frame.dataset['panning'];
    };
    frame.addEventListener('pointerdown', start);
    frame.addEventListener('pointermove', move);
    frame.addEventListener('pointerup', end);
    frame.addEventListener('pointercancel', end);
    return () => {
      frame.removeEventListener('pointerdown', start);
      frame.removeEventListener('pointermove', move);
      frame.removeEventListener('pointerup', end);
      frame.removeEventListener('pointercancel', end);
    };
  }, [viewport]);
}
