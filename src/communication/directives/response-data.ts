import { isCollection, mergeDeep, type Collection } from '../../core/json.ts';
import type { CallKind } from '../call.ts';
import type { Directive } from '../directive.ts';
import type { CallState } from '../round.ts';

/** `response.data` is what a connection or a registered webhook stores. */
export const responseData: Directive = {
  name: 'response.data',
  summary: 'Values that the connection (or the webhook, when it is registered) stores; later requests read them too.',
  examples: [
    {
      kind: 'hook',
      manifest: { url: '/hooks', method: 'POST', response: { data: { hookId: '{{body.id}}' } } },
      given: { answers: [{ body: { id: 12 } }] },
      expected: { result: { data: { hookId: 12 } } },
    },
    {
      kind: 'connection',
      manifest: [
        { url: 'https://api.example.com/token', response: { data: { token: '{{body.token}}' } } },
        { url: 'https://api.example.com/me', headers: { 'X-Token': '{{connection.token}}' } },
      ],
      given: { answers: [{ body: { token: 't-1' } }] },
      expected: { requests: [{}, { headers: { 'X-Token': 't-1' } }], result: { data: { token: 't-1' } } },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    return {
      store({ call }) {
        const made = value.evaluate(call.evaluation);
        if (!isCollection(made)) return;
        call.data = mergeDeep(call.data ?? {}, made) as Collection;
        for (const name of READ_AS[call.kind]) share(call, name, made);
      },
    };
  },
};

/** The variables under which the requests after it read what was stored. */
const READ_AS: Readonly<Record<CallKind, readonly string[]>> = {
  connection: ['connection', 'data', 'parameters'],
  hook: ['webhook'],
  module: [],
  rpc: [],
};

function share({ variables }: CallState, name: string, made: Collection): void {
  variables[name] = mergeDeep(variables[name] ?? {}, made);
}
