import type { ImlHost } from './iml-host.ts';

/** The colour of a pill, as the design tokens name it; items of modules that are not there are marked. */
export function pillTone(module: number | undefined, { toneOf, sources }: Pick<ImlHost, 'toneOf' | 'sources'>): string {
  if (module === undefined) return 'functions';
  return sources.some((source) => source.module === module) ? toneOf(module) : 'unknown';
}
