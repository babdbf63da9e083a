import { ConnectorError } from '../../core/errors.ts';
import { didYouMean } from '../../core/suggest.ts';
import { isBodyType, type BodyType } from '../../http/encode.ts';
import { textOf } from '../../iml/coerce.ts';
import type { Directive } from '../directive.ts';

/** `type` is the form the body is written in. */
export const type: Directive = {
  name: 'type',
  summary:
    'The form of the body: json (default), urlencoded, text (also string, raw), multipart/form-data (also multipart) or binary.',
  examples: [
    {
      manifest: { url: '/customers', method: 'POST', type: 'urlencoded', body: { name: 'Jo Doe', left: null } },
      expected: {
        requests: [{ headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'name=Jo%20Doe' }],
      },
    },
    {
      manifest: { url: '/customers', method: 'POST', type: 'text', body: '{{parameters.body}}' },
      given: { variables: { parameters: { body: '{"a": 1}' } } },
      expected: { requests: [{ body: '{"a": 1}' }] },
    },
    {
      manifest: { url: '/customers', method: 'POST', type: 'jsn', body: {} },
      expected: { problems: [{ pointer: '/type', code: 'INVALID_DIRECTIVE' }] },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    if (value.isStatic && !isBodyType(String(raw))) {
      context.report({ code: 'INVALID_DIRECTIVE', message: unknownType(String(raw)) });
    }
    return {
      build({ draft, call }) {
        draft.type = bodyType(textOf(value.evaluate(call.evaluation)));
      },
    };
  },
};

function bodyType(name: string): BodyType {
  if (name === '') return 'json';
  if (isBodyType(name)) return name;
  throw new ConnectorError('InvalidConfigurationError', unknownType(name));
}

function unknownType(name: string): string {
  const known = ['json', 'urlencoded', 'text', 'multipart/form-data', 'binary'];
  return `"${name}" is not a type of request body.${didYouMean(name, known)}`;
}
