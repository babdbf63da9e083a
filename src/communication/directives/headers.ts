import type { Directive } from '../directive.ts';
import { compileHeaders } from '../headers.ts';

/** `headers` are sent with the request, merged over those of the base whatever their case. */
export const headers: Directive = {
  name: 'headers',
  summary:
    'The headers of the request, or one expression that makes them. Null and missing values are left out, arrays repeat the header. A header that carries the connection cannot be replaced by mapped data.',
  examples: [
    {
      base: { baseUrl: 'https://api.example.com', headers: { 'X-Key': '{{connection.key}}', Accept: 'text/html' } },
      manifest: { url: '/customers', headers: { accept: 'application/json', 'X-None': null } },
      given: { variables: { connection: { key: 'k-1' } } },
      expected: { requests: [{ headers: { 'X-Key': 'k-1', accept: 'application/json' } }] },
    },
    {
      manifest: { url: '/customers', headers: { '{{...}}': '{{parameters.headers}}' } },
      given: { variables: { parameters: { headers: { 'X-One': 1, 'X-Many': ['a', 'b'] } } } },
      expected: { requests: [{ headers: { 'X-One': '1', 'X-Many': ['a', 'b'] } }] },
    },
    {
      base: { baseUrl: 'https://api.example.com', headers: { 'X-Key': '{{connection.key}}' } },
      manifest: { url: '/customers', headers: { '{{...}}': '{{parameters.headers}}' } },
      given: { variables: { connection: { key: 'k-1' }, parameters: { headers: { 'x-key': 'stolen' } } } },
      expected: { requests: [], error: { name: 'RequestRefusedError', message: 'x-key' } },
    },
  ],
  compile(_raw, context) {
    const build = compileHeaders(context);
    return {
      build(round) {
        round.draft.headers = build(round);
      },
    };
  },
};
