import { collectionOf, isCollection, mergeDeep, ownValue } from '../../core/json.ts';
import { textOf } from '../../iml/coerce.ts';
import type { Directive } from '../directive.ts';

/** `response.oauth` is the token of OAuth 1 and its secret, for the requests that follow. */
export const responseOauth: Directive = {
  name: 'response.oauth',
  summary: 'The token of OAuth 1 and its secret: later requests read them as oauth.token and are signed with them.',
  examples: [
    {
      kind: 'connection',
      manifest: [
        {
          url: 'https://api.example.com/request-token',
          oauth: { consumer_key: 'k', consumer_secret: 's', signature_method: 'PLAINTEXT' },
          response: { oauth: { token: '{{body.oauth_token}}', token_secret: '{{body.oauth_token_secret}}' } },
        },
        {
          url: 'https://api.example.com/access-token',
          oauth: { consumer_key: 'k', consumer_secret: 's', signature_method: 'PLAINTEXT' },
        },
      ],
      given: { answers: [{ body: { oauth_token: 't-1', oauth_token_secret: 'x-1' } }] },
      expected: {
        requests: [
          {},
          {
            headers: {
              Authorization:
                'OAuth oauth_consumer_key="k", oauth_signature_method="PLAINTEXT", oauth_token="t-1", oauth_version="1.0", oauth_signature="s%26x-1"',
            },
          },
        ],
        result: { oauth: { token: 't-1', token_secret: 'x-1' } },
      },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    if (isCollection(raw)) context.checkKeys(raw, MEMBERS);
    return {
      store({ call }) {
        const made = value.evaluate(call.evaluation);
        const texts = MEMBERS.map((name) => [name, textOf(ownValue(made, name))] as const);
        const given = collectionOf(texts.filter(([, text]) => text !== ''));
        call.oauth = { ...call.oauth, ...given };
        call.variables['oauth'] = mergeDeep(call.variables['oauth'] ?? {}, given);
      },
    };
  },
};

const MEMBERS = ['token', 'token_secret'];
