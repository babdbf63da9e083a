import type { StepPath } from '../model/step-path.ts';

/** A path as text, for attributes and for comparing; {@link pathOfKey} reads it. */
export function keyOfPath(path: StepPath): string {
  return JSON.stringify(path);
}

/** The path in such a text. */
export function pathOfKey(key: string): StepPath {
  return JSON.parse(key) as StepPath;
}

/** The key of the module an element belongs to; undefined outside of cards. */
export function keyAround(element: EventTarget | null): string | undefined {
  return element instanceof Element ? element.closest<HTMLElement>('[data-step]')?.dataset['step'] : undefined;
}
