import { compileAddress } from '../address.ts';
import type { Directive } from '../directive.ts';

/** `url` is where the request goes; without one nothing is sent and only the directives of the response run. */
export const url: Directive = {
  name: 'url',
  summary:
    'The path below baseUrl, or a whole address. Values in it are percent-encoded by the place they stand in and cannot leave the base.',
  examples: [
    {
      manifest: { url: '/customers/{{parameters.name}}/notes?tag={{parameters.tag}}' },
      given: { variables: { parameters: { name: 'a/b c', tag: 'x&y' } } },
      expected: { requests: [{ url: 'https://api.example.com/customers/a%2Fb%20c/notes?tag=x%26y' }] },
    },
    {
      manifest: { url: '/{{parameters.url}}' },
      given: { variables: { parameters: { url: '/v1/customers?page=2' } } },
      expected: { requests: [{ url: 'https://api.example.com/v1/customers?page=2' }] },
    },
    {
      manifest: { url: '/customers/{{encodeURL(parameters.name)}}' },
      given: { variables: { parameters: { name: 'a/b' } } },
      expected: { requests: [{ url: 'https://api.example.com/customers/a%2Fb' }] },
    },
    {
      manifest: { url: '{{parameters.url}}' },
      given: { variables: { parameters: { url: 'https://evil.example.org/' } } },
      expected: { requests: [], error: { name: 'RequestRefusedError', message: 'same origin' } },
    },
    {
      manifest: { response: { output: { given: '{{parameters.name}}' } } },
      given: { variables: { parameters: { name: 'no url, nothing sent' } } },
      expected: { requests: [], outputs: [{ given: 'no url, nothing sent' }] },
    },
  ],
  compile(raw, context) {
    if (typeof raw !== 'string') {
      context.report({ code: 'INVALID_DIRECTIVE', message: 'url must be a text.' });
      return {};
    }
    return { address: compileAddress(context.template(raw), context.trust) };
  },
};
