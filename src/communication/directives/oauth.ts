import { ConnectorError } from '../../core/errors.ts';
import { ownValue } from '../../core/json.ts';
import { didYouMean } from '../../core/suggest.ts';
import { type OAuth1Method, type OAuth1Signing, type OAuth1Transport, signOAuth1 } from '../../http/oauth1.ts';
import { textOf } from '../../iml/coerce.ts';
import type { Directive } from '../directive.ts';
import type { CallState } from '../round.ts';
import { signatureStep, type Signer } from '../signature-step.ts';

const METHODS: readonly OAuth1Method[] = ['HMAC-SHA1', 'HMAC-SHA256', 'RSA-SHA1', 'PLAINTEXT'];
const TRANSPORTS: readonly OAuth1Transport[] = ['header', 'query', 'body'];
const KEYS = [
  'consumer_key',
  'consumer_secret',
  'private_key',
  'token',
  'token_secret',
  'verifier',
  'callback',
  'realm',
  'signature_method',
  'transport_method',
  'body_hash',
];

/** `oauth` signs the request with OAuth 1. */
export const oauth: Directive = {
  name: 'oauth',
  summary:
    'Signs the request with OAuth 1 (RFC 5849): consumer_key, consumer_secret, token, token_secret, verifier, private_key; signature_method HMAC-SHA1 (default), HMAC-SHA256, RSA-SHA1 or PLAINTEXT; transport_method header (default), query or body; body_hash.',
  examples: [
    {
      manifest: {
        url: '/photos',
        oauth: {
          consumer_key: 'k',
          consumer_secret: '{{common.secret}}',
          token: '{{connection.token}}',
          token_secret: '{{connection.tokenSecret}}',
          signature_method: 'PLAINTEXT',
        },
      },
      given: { variables: { common: { secret: 's' }, connection: { token: 't', tokenSecret: 'x' } } },
      expected: {
        requests: [
          {
            headers: {
              Authorization:
                'OAuth oauth_consumer_key="k", oauth_signature_method="PLAINTEXT", oauth_token="t", oauth_version="1.0", oauth_signature="s%26x"',
            },
          },
        ],
      },
    },
    {
      manifest: {
        url: '/photos?size=1',
        oauth: { consumer_key: 'k', signature_method: 'PLAINTEXT', transport_method: 'query' },
      },
      expected: {
        requests: [
          {
            url: 'https://api.example.com/photos?size=1&oauth_consumer_key=k&oauth_signature_method=PLAINTEXT&oauth_version=1.0&oauth_signature=%26',
          },
        ],
      },
    },
    {
      manifest: { url: '/photos', oauth: { consumer_key: 'k', signature_method: 'HMAC-MD5' } },
      expected: {
        requests: [],
        error: { name: 'InvalidConfigurationError', message: 'signature_method "HMAC-MD5"' },
      },
    },
  ],
  compile: (raw, context) => signatureStep(raw, context, { keys: KEYS, signer }),
};

const signer: Signer = (said, call) => {
  const signing = signingOf((name) => ownValue(said, name), call);
  return (request) => signOAuth1(request, signing);
};

/** What the request leaves out comes from the phase before it, see `response.oauth`. */
function signingOf(read: (name: string) => unknown, call: CallState): OAuth1Signing {
  const known = call.variables['oauth'];
  const text = (name: string): string => textOf(read(name) ?? '');
  const optional = (name: string): string | undefined => textOf(read(name) ?? ownValue(known, name) ?? '') || undefined;
  const method = oneOf('signature_method', text('signature_method').toUpperCase() || 'HMAC-SHA1', METHODS);
  const [token, verifier, callback, realm] = [optional('token'), text('verifier'), optional('callback'), text('realm')];
  return {
    method,
    transport: oneOf('transport_method', text('transport_method') || 'header', TRANSPORTS),
    consumerKey: text('consumer_key'),
    consumerSecret: text('consumer_secret'),
    privateKey: text('private_key'),
    tokenSecret: optional('token_secret') ?? '',
    bodyHash: Boolean(read('body_hash')),
    ...(token !== undefined && { token }),
    ...(verifier !== '' && { verifier }),
    ...(callback !== undefined && { callback }),
    ...(realm !== '' && { realm }),
    ...(method !== 'PLAINTEXT' && { nonce: nonce(call), timestamp: Math.floor(call.context.clock.now() / 1000) }),
  };
}

function oneOf<Name extends string>(key: string, given: string, known: readonly Name[]): Name {
  const name = known.find((each) => each === given);
  if (name !== undefined) return name;
  throw new ConnectorError(
    'InvalidConfigurationError',
    `OAuth 1 knows no ${key} "${given}".${didYouMean(given, known)}`,
    { fix: `Use one of: ${known.join(', ')}.` },
  );
}

/** Tells requests of one second apart; it is no secret. */
function nonce({ context }: CallState): string {
  return Array.from({ length: 4 }, () => Math.floor(context.random() * 0x1_0000_0000).toString(36)).join('');
}
