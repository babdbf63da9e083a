import { useState } from 'react';
import type { UIEvent } from 'react';

/** Lines kept ready above and below what is in view. */
const SPARE = 10;

/** Which lines of one height have to be in the document: `first` to before `last`. */
export interface LinesInView {
  readonly first: number;
  readonly last: number;
  /** For the box that scrolls. */
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
}

/** The lines in view of a box that is at most `most` pixels high. */
export function useLinesInView({
  count,
  height,
  most,
}: {
  readonly count: number;
  readonly height: number;
  readonly most: number;
}): LinesInView {
  const [at, setAt] = useState(0);
  const first = Math.max(0, Math.min(at, count) - SPARE);
  return {
    first,
    last: Math.min(count, first + Math.ceil(most / height) + 2 * SPARE),
    onScroll: (event) => setAt(Math.floor(event.currentTarget.scrollTop / height)),
  };
}

/** Scrolls a box as little as needed to show a line. */
export function bringIntoView(box: HTMLElement, top: number, height: number): void {
  const bottom = top + height - box.clientHeight + 8;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (bottom > box.scrollTop) box.scrollTop = bottom;
}
