import { nameOf } from '../component.ts';
import type { Check } from './check.ts';

/** A name leads to one component only. */
export const duplicateComponent: Check = {
  code: 'DUPLICATE_COMPONENT',
  summary: 'No two components of one kind have the same name.',
  severity: 'error',
  examples: {
    good: { 'modules/thing.json': { name: 'thing' }, 'rpcs/thing.json': { name: 'thing' } },
    bad: { 'modules/thing.json': { name: 'thing' }, 'modules/thing-two.json': { name: 'thing' } },
  },
  check(source) {
    const seen = new Map<string, string>();
    return source.components.flatMap((file) => {
      const key = `${file.kind} ${nameOf(file)}`;
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, file.path);
        return [];
      }
      return [
        {
          file,
          pointer: '/name',
          message: `The ${file.kind} "${nameOf(file)}" is also in ${first}.`,
          fix: 'Give one of them another name, or remove it.',
        },
      ];
    });
  },
};
