import type { Directive } from '../directive.ts';

/** `log.sanitize` names what the record of an exchange must not show. */
export const logSanitize: Directive = {
  name: 'log.sanitize',
  summary:
    'Paths into the exchange whose values are masked in its record, such as request.headers.x-key or response.body.token. The list of a request replaces that of the base.',
  examples: [
    {
      manifest: { url: '/', log: { sanitize: ['request.headers.x-key'] } },
      expected: { requests: [{ sanitize: ['request.headers.x-key'] }] },
    },
    {
      manifest: { url: '/', log: { sanitize: 'request' } },
      expected: { problems: [{ pointer: '/log/sanitize', code: 'INVALID_DIRECTIVE' }] },
    },
  ],
  compile(raw, context) {
    if (!Array.isArray(raw) || raw.some((path) => typeof path !== 'string')) {
      context.report({ code: 'INVALID_DIRECTIVE', message: 'log.sanitize must be a list of paths.' });
      return {};
    }
    const paths: readonly string[] = raw;
    return {
      build({ draft }) {
        draft.sanitize = paths;
      },
    };
  },
};
