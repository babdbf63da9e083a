import type { Directive } from '../directive.ts';
import { compileBase } from '../address.ts';

/** `baseUrl` is where relative addresses start, and what they must stay below. */
export const baseUrl: Directive = {
  name: 'baseUrl',
  summary:
    'The address that relative urls are joined to and must stay below; normally set once, in the base. Without a scheme it is https.',
  examples: [
    {
      base: { baseUrl: 'https://{{connection.region}}.example.com/api/' },
      manifest: { url: '/customers' },
      given: { variables: { connection: { region: 'eu' } } },
      expected: { requests: [{ url: 'https://eu.example.com/api/customers' }] },
    },
    {
      base: { baseUrl: 'api.example.com/v1' },
      manifest: { url: '/customers' },
      expected: { requests: [{ url: 'https://api.example.com/v1/customers' }] },
    },
    {
      base: { baseUrl: 'https://{{parameters.region}}.example.com' },
      manifest: { url: '/customers' },
      given: { variables: { parameters: { region: 'evil.example.org/' } } },
      expected: { requests: [], error: { name: 'RequestRefusedError', message: 'plain host' } },
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
    return { address: compileBase(template, context.trust) };
  },
};
