import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Moves the focus to the first field of a form that was refused, each time it was. */
export function useFocusOnRefused(error: Error | null): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  return form;
}
