import type { Directive } from '../directive.ts';
import { mergeTemp } from '../temp-merge.ts';

/** `response.temp` keeps values of the answer for what comes after. */
export const responseTemp: Directive = {
  name: 'response.temp',
  summary: 'Keeps values of the answer as temp.name, before the answer is judged.',
  examples: [
    {
      manifest: [{ url: '/login', response: { temp: { id: '{{body.id}}' } } }, { url: '/users/{{temp.id}}' }],
      given: { answers: [{ body: { id: 'u1' } }, { body: { name: 'Jo' } }] },
      expected: { requests: [{}, { url: 'https://api.example.com/users/u1' }], outputs: [{ name: 'Jo' }] },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    return { receive: (round) => mergeTemp(round, value.evaluate(round.call.evaluation)) };
  },
};
