import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';

/** Milliseconds between two attempts, and how often is tried: half a minute, in which a server starts anew. */
const PAUSE_MS = 1500;
const ATTEMPTS = 20;

/** A part of the page that is loaded when it is first shown. While the server cannot be reached it waits and tries again. */
export function lazyPart<Props>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => patiently(load, ATTEMPTS));
}

async function patiently<Part>(load: () => Promise<Part>, attempts: number): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    if (attempts <= 1) throw error;
    await new Promise((done) => {
      setTimeout(done, PAUSE_MS);
    });
    return patiently(load, attempts - 1);
  }
}
