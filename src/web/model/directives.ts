import type { Values } from './values.ts';

/** The five ways an error handler ends. */
export interface Directive {
  readonly module: string;
  readonly label: string;
  /** What it does, as one sentence for people. */
  readonly meaning: string;
  /** How the run counts in the history. */
  readonly status: 'success' | 'warning' | 'error';
  /** What it starts with. */
  readonly mapper: Values;
}

/** In the order people choose from. */
export const DIRECTIVES: readonly Directive[] = [
  {
    module: 'builtin:Resume',
    label: 'Resume',
    meaning: 'Use a substitute output for the module and go on.',
    status: 'success',
    mapper: {},
  },
  { module: 'builtin:Ignore', label: 'Ignore', meaning: 'Drop this bundle and go on.', status: 'success', mapper: {} },
  {
    module: 'builtin:Break',
    label: 'Break',
    meaning: 'Keep the bundle as an incomplete execution and try again later.',
    status: 'warning',
    mapper: { retry: true, count: '3', interval: '15' },
  },
  {
    module: 'builtin:Commit',
    label: 'Commit',
    meaning: 'Stop the run and keep what is done.',
    status: 'success',
    mapper: {},
  },
  {
    module: 'builtin:Rollback',
    label: 'Rollback',
    meaning: 'Stop the run and undo what can be undone.',
    status: 'error',
    mapper: {},
  },
];

/** The directive a module is, or undefined. */
export function directiveOf(module: string): Directive | undefined {
  return DIRECTIVES.find((directive) => directive.module === module);
}
