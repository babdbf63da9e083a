import type { Directive } from '../directive.ts';

/** `followRedirects: false` takes a redirect as the answer. */
export const followRedirects: Directive = {
  name: 'followRedirects',
  aliases: ['followRedirect'],
  summary: 'When false, a redirect is the answer; otherwise redirects of GET and HEAD are followed.',
  examples: [
    {
      manifest: { url: '/file', followRedirect: false, response: { output: { at: '{{headers.location}}' } } },
      given: { answers: [{ status: 302, headers: { location: 'https://cdn.example.com/1' } }] },
      expected: { requests: [{ redirects: 'none' }], outputs: [{ at: 'https://cdn.example.com/1' }] },
    },
  ],
  compile(raw) {
    return {
      build({ draft }) {
        draft.redirects = raw === false ? 'none' : 'safe';
      },
    };
  },
};
