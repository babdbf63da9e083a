import type { Directive } from '../directive.ts';
import { mergeTemp } from '../temp-merge.ts';

/** `temp` keeps values for the rest of the call; it is made anew in every round and page. */
export const temp: Directive = {
  name: 'temp',
  summary:
    'Keeps values under names that everything after it reads as temp.name, through all requests of the call. The block is evaluated as a whole before any of it is stored.',
  examples: [
    {
      manifest: { temp: { id: '{{parameters.id}}' }, url: '/customers/{{temp.id}}' },
      given: { variables: { parameters: { id: 7 } } },
      expected: { requests: [{ url: 'https://api.example.com/customers/7' }] },
    },
    {
      manifest: [
        { temp: { a: 1, list: [1, 2] } },
        { temp: { b: '{{temp.a}}', list: ['x'] }, response: { output: '{{temp}}' } },
      ],
      expected: { requests: [], outputs: [{ a: 1, list: ['x', 2], b: 1 }] },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    return { prepare: (round) => mergeTemp(round, value.evaluate(round.call.evaluation)) };
  },
};
