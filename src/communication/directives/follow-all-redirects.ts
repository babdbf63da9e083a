import type { Directive } from '../directive.ts';

/** `followAllRedirects: true` also follows redirects of methods that change something. */
export const followAllRedirects: Directive = {
  name: 'followAllRedirects',
  aliases: ['followAllRedirect'],
  summary: 'When true, redirects are followed for every method, not only for GET and HEAD.',
  examples: [
    {
      manifest: { url: '/file', method: 'POST', followAllRedirects: true },
      expected: { requests: [{ redirects: 'all' }] },
    },
  ],
  compile(raw) {
    return {
      build({ draft }) {
        if (raw === true && draft.redirects !== 'none') draft.redirects = 'all';
      },
    };
  },
};
