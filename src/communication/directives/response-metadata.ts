import { textOf } from '../../iml/coerce.ts';
import { isCollection, ownValue } from '../../core/json.ts';
import type { Directive } from '../directive.ts';

/** `response.metadata` is shown behind the name of a connection. */
export const responseMetadata: Directive = {
  name: 'response.metadata',
  summary: 'What is shown behind the name of a connection: { type: text or email, value }.',
  examples: [
    {
      kind: 'connection',
      manifest: {
        url: 'https://api.example.com/me',
        response: { metadata: { type: 'email', value: '{{body.email}}' } },
      },
      given: { answers: [{ body: { email: 'jo@example.com' } }] },
      expected: { result: { metadata: { type: 'email', value: 'jo@example.com' } } },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    if (isCollection(raw)) context.checkKeys(raw, ['type', 'value']);
    return {
      store({ call }) {
        const made = value.evaluate(call.evaluation);
        const text = textOf(ownValue(made, 'value'));
        if (text !== '') call.metadata = { type: textOf(ownValue(made, 'type')) || 'text', value: text };
      },
    };
  },
};
