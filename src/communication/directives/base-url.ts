import { textOf } from '../../iml/coerce.ts';
import type { Directive } from '../directive.ts';

/** `baseUrl` is where relative addresses start, and what they must stay below. */
export const baseUrl: Directive = {
  name: 'baseUrl',
  summary: 'The address that relative urls are joined to and must stay below; normally set once, in the base.',
  examples: [
    {
      base: { baseUrl: 'https://{{connection.region}}.example.com/api/' },
      manifest: { url: '/customers' },
      given: { variables: { connection: { region: 'eu' } } },
      expected: { requests: [{ url: 'https://eu.example.com/api/customers' }] },
    },
    {
      base: { baseUrl: '{{body.host}}' },
      manifest: { url: '/customers' },
      expected: { problems: [{ pointer: '/base/baseUrl', code: 'UNTRUSTED_BASE_URL' }] },
    },
  ],
  compile(raw, context) {
    const template = context.template(typeof raw === 'string' ? raw : '');
    const trusted = template.parts.every((part) => typeof part === 'string' || context.trust.trustsForBase(part));
    if (!trusted) {
      context.report({
        code: 'UNTRUSTED_BASE_URL',
        message: 'baseUrl reads values that an answer or mapped data decides, so they could send the token elsewhere.',
        fix: 'Use only text, connection, environment, common and parameters in baseUrl.',
      });
    }
    return {
      address({ draft, call }) {
        draft.baseUrl = textOf(template.evaluate(call.evaluation)).trim();
      },
    };
  },
};
