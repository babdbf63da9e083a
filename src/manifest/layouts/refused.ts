import type { Problem } from '../../core/source.ts';
import type { AppSource } from '../app-source.ts';
import { createReader } from '../reads.ts';

/** The source of what is no app, for this reason. */
export function refusedSource(...problems: readonly Problem[]): AppSource {
  return {
    layout: 'none',
    isLenient: false,
    manifest: undefined,
    components: [],
    functions: [],
    texts: [],
    problems,
    readsOf: createReader(),
  };
}
