import { isCollection } from '../../core/json.ts';
import type { Directive } from '../directive.ts';

const PAGES = { answers: [{ body: { items: [1, 2], next: 'b' } }, { body: { items: [3] } }] };

/**
 * `pagination` asks for the next page and joins the results. Here only its condition is compiled; the request for the
 * pages is merged like any other.
 */
export const pagination: Directive = {
  name: 'pagination',
  summary:
    'The request for the next page: url, method and body replace those of the parent, headers and qs are merged (mergeWithParent: false leaves the parent out). Paging ends at the limit, at a page without items, when condition is not met, or when a request would be sent twice.',
  examples: [
    {
      manifest: {
        url: '/list',
        qs: { limit: 2 },
        response: { iterate: '{{body.items}}' },
        pagination: { qs: { cursor: '{{body.next}}' }, condition: '{{body.next}}' },
      },
      given: PAGES,
      expected: {
        requests: [
          { url: 'https://api.example.com/list?limit=2' },
          { url: 'https://api.example.com/list?limit=2&cursor=b' },
        ],
        outputs: [1, 2, 3],
      },
    },
    {
      manifest: {
        url: '/list',
        response: { iterate: '{{body.items}}' },
        pagination: { mergeWithParent: false, url: '/list/{{pagination.page}}', condition: '{{body.next}}' },
      },
      given: PAGES,
      expected: { requests: [{}, { url: 'https://api.example.com/list/2' }], outputs: [1, 2, 3] },
    },
    {
      manifest: {
        url: '/list',
        response: { iterate: '{{body.items}}' },
        pagination: { url: '{{body.next}}', condition: '{{body.next}}' },
      },
      given: { answers: [{ body: { items: [1], next: 'https://evil.example.org/list' } }] },
      expected: { error: { name: 'RequestRefusedError', message: 'same origin' } },
    },
  ],
  compile(raw, context) {
    if (!isCollection(raw)) {
      context.report({ code: 'INVALID_DIRECTIVE', message: 'pagination must be an object such as { "qs": { … } }.' });
      return {};
    }
    context.checkKeys(raw, ['mergeWithParent', 'url', 'method', 'headers', 'qs', 'body', 'condition']);
    if (raw['condition'] === undefined) return {};
    const condition = context.value(raw['condition'], '/condition');
    return {
      again(round) {
        round.morePages = Boolean(condition.evaluate(round.call.evaluation));
      },
    };
  },
};
