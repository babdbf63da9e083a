import { collectionOf, isCollection } from '../../core/json.ts';
import type { Directive } from '../directive.ts';

/** `qs` is the query of the address. */
export const qs: Directive = {
  name: 'qs',
  summary:
    'The query of the address, or one expression that makes it. Null and missing values are left out, arrays repeat the name, and a name that the url has too is replaced.',
  examples: [
    {
      manifest: { url: '/customers?limit=1&a=b', qs: { limit: '{{parameters.limit}}', tag: ['x', 'y'], none: null } },
      given: { variables: { parameters: { limit: 5 } } },
      expected: { requests: [{ url: 'https://api.example.com/customers?a=b&limit=5&tag=x&tag=y' }] },
    },
    {
      manifest: { url: '/customers', qs: { '{{...}}': '{{parameters.query}}' } },
      given: { variables: { parameters: { query: { 'a b': 'c&d' } } } },
      expected: { requests: [{ url: 'https://api.example.com/customers?a%20b=c%26d' }] },
    },
  ],
  compile(_raw, context) {
    const layers = context
      .layers('qs')
      .filter(({ raw, replaced }) => raw !== null && !replaced)
      .map(({ raw }) => context.value(raw));
    return {
      build({ draft, call }) {
        const entries = layers.flatMap((layer) => {
          const made = layer.evaluate(call.evaluation);
          return isCollection(made) ? Object.entries(made) : [];
        });
        if (entries.length > 0) draft.qs = collectionOf(entries);
      },
    };
  },
};
