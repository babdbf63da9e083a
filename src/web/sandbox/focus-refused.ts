import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Moves the focus to the first wrong field of a form that was refused: each time `refusal` is another. */
export function useFocusOnRefused(refusal: object | null | undefined): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusal !== null && refusal !== undefined)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusal]);
  return form;
}
