import { didYouMean } from '../../core/suggest.ts';
import { textOf } from '../../iml/coerce.ts';
import type { Directive } from '../directive.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

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
    {
      manifest: { url: '/customers', method: 'GTE' },
      expected: { problems: [{ pointer: '/method', code: 'INVALID_DIRECTIVE' }] },
    },
    { manifest: { url: '/customers' }, expected: { requests: [{ method: 'GET' }] } },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    const written = value.isStatic ? textOf(raw).trim().toUpperCase() : '';
    if (written !== '' && !METHODS.includes(written)) {
      context.report({
        code: 'INVALID_DIRECTIVE',
        message: `"${textOf(raw)}" is not an HTTP method.${didYouMean(written, METHODS)}`,
        fix: `Use one of: ${METHODS.join(', ')}.`,
      });
    }
    return {
      build({ draft, call }) {
        draft.method = textOf(value.evaluate(call.evaluation)).trim().toUpperCase() || 'GET';
      },
    };
  },
};
