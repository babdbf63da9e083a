import { textOf } from '../../iml/coerce.ts';
import type { Directive } from '../directive.ts';

/** `method` is the HTTP method, GET unless set. */
export const method: Directive = {
  name: 'method',
  summary: 'The HTTP method, in any case; GET when it is absent or empty.',
  examples: [
    { manifest: { url: '/customers', method: 'post' }, expected: { requests: [{ method: 'POST' }] } },
    {
      manifest: { url: '/customers', method: '{{parameters.method}}' },
      given: { variables: { parameters: { method: 'DELETE' } } },
      expected: { requests: [{ method: 'DELETE' }] },
    },
    { manifest: { url: '/customers' }, expected: { requests: [{ method: 'GET' }] } },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    return {
      build({ draft, call }) {
        draft.method = textOf(value.evaluate(call.evaluation)).trim().toUpperCase() || 'GET';
      },
    };
  },
};
