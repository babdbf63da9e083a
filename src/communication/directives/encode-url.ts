import type { Directive } from '../directive.ts';

/** `encodeUrl: false` leaves the escapes of an address as they are. */
export const encodeUrl: Directive = {
  name: 'encodeUrl',
  summary: 'When false, the address is sent as written: values in it that are percent-encoded already stay so.',
  examples: [
    {
      manifest: { url: '/files/{{parameters.id}}', encodeUrl: false },
      given: { variables: { parameters: { id: 'a%2Fb' } } },
      expected: { requests: [{ url: 'https://api.example.com/files/a%2Fb' }] },
    },
    {
      manifest: { url: '/files/{{parameters.id}}' },
      given: { variables: { parameters: { id: 'a%2Fb' } } },
      expected: { requests: [{ url: 'https://api.example.com/files/a%252Fb' }] },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    return {
      address({ draft, call }) {
        draft.encodeUrl = value.evaluate(call.evaluation) !== false;
      },
    };
  },
};
