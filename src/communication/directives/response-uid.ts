import { textOf } from '../../iml/coerce.ts';
import type { Directive } from '../directive.ts';

/** `response.uid` is the id of the account at the service. */
export const responseUid: Directive = {
  name: 'response.uid',
  summary: 'The id of the account at the service: tells connections apart and matches shared webhooks.',
  examples: [
    {
      kind: 'connection',
      manifest: { url: 'https://api.example.com/me', response: { uid: '{{body.id}}' } },
      given: { answers: [{ body: { id: 42 } }] },
      expected: { result: { uid: '42' } },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    return {
      store({ call }) {
        const uid = textOf(value.evaluate(call.evaluation));
        if (uid !== '') call.uid = uid;
      },
    };
  },
};
