import { textOf } from '../../iml/coerce.ts';
import type { Directive } from '../directive.ts';

/** `ca` trusts one more certificate authority. */
export const ca: Directive = {
  name: 'ca',
  summary: 'A certificate authority in PEM form that is trusted besides the usual ones.',
  examples: [
    {
      manifest: { url: '/', ca: '{{connection.certificate}}' },
      given: { variables: { connection: { certificate: '-----BEGIN CERTIFICATE-----' } } },
      expected: { requests: [{ ca: '-----BEGIN CERTIFICATE-----' }] },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    return {
      build({ draft, call }) {
        const pem = textOf(value.evaluate(call.evaluation));
        if (pem !== '') draft.ca = pem;
      },
    };
  },
};
