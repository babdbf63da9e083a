import { encodeBody } from '../../http/encode.ts';
import type { Directive } from '../directive.ts';

/** `body` is what the request carries, written in the form of `type`. */
export const body: Directive = {
  name: 'body',
  summary: 'What the request carries, in the form of type. Ignored for GET and HEAD.',
  examples: [
    {
      manifest: { url: '/customers', method: 'POST', body: { name: '{{parameters.name}}', age: '{{parameters.age}}' } },
      given: { variables: { parameters: { name: 'Jo {{now}}' } } },
      expected: {
        requests: [{ headers: { 'Content-Type': 'application/json' }, body: '{"name":"Jo {{now}}"}' }],
      },
    },
    { manifest: { url: '/customers', body: { ignored: true } }, expected: { requests: [{ body: undefined }] } },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    return {
      build({ draft, call }) {
        if (draft.method === 'GET' || draft.method === 'HEAD') return;
        draft.encoded = encodeBody(value.evaluate(call.evaluation), draft.type);
      },
    };
  },
};
