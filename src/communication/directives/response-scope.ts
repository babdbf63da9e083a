import { textOf } from '../../iml/coerce.ts';
import type { Directive } from '../directive.ts';

/** `response.scope` is what the service really allowed an OAuth connection. */
export const responseScope: Directive = {
  name: 'response.scope',
  summary: 'The scopes a service granted an OAuth connection: a list, or a text with spaces or commas between them.',
  examples: [
    {
      kind: 'connection',
      manifest: { url: 'https://api.example.com/token', response: { scope: '{{body.scope}}' } },
      given: { answers: [{ body: { scope: 'read, write admin' } }] },
      expected: { result: { scope: ['read', 'write', 'admin'] } },
    },
    {
      kind: 'connection',
      manifest: { url: 'https://api.example.com/token', response: { scope: '{{body.scope}}' } },
      given: { answers: [{ body: { scope: ['read'] } }] },
      expected: { result: { scope: ['read'] } },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    return {
      store({ call }) {
        const made = value.evaluate(call.evaluation);
        if (made === undefined || made === null) return;
        const names = Array.isArray(made) ? made.map(textOf) : textOf(made).split(/[\s,]+/);
        call.scope = names.filter((name) => name !== '');
      },
    };
  },
};
