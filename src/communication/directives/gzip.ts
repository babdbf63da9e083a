import type { Directive } from '../directive.ts';

/** `gzip` is accepted for the sake of existing apps; compressed answers are always understood. */
export const gzip: Directive = {
  name: 'gzip',
  summary: 'Accepted and without effect: compressed answers are always asked for and understood.',
  examples: [{ manifest: { url: '/', gzip: true }, expected: { requests: [{ url: 'https://api.example.com/' }] } }],
  support: () => 'emulated',
  compile: () => ({}),
};
