import { createVerify, generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { HttpRequest } from '../../src/http/client.ts';
import { type OAuth1Signing, signatureBase, signOAuth1 } from '../../src/http/oauth1.ts';

const POLICY = { bases: [], privateOrigins: [], secrets: [] };
const PHOTOS: HttpRequest = {
  method: 'GET',
  url: 'http://photos.example.net/photos?file=vacation.jpg&size=original',
  headers: {},
  policy: POLICY,
};
const SIGNING: OAuth1Signing = {
  method: 'HMAC-SHA1',
  transport: 'header',
  consumerKey: 'dpf43f3p2l4k3l03',
  consumerSecret: 'kd94hf93k423kf44',
  privateKey: '',
  token: 'nnch734d00sl2jdk',
  tokenSecret: 'pfkkdhi9sl3r4s00',
  bodyHash: false,
  nonce: 'chapoH',
  timestamp: 137131202,
};

test('the text that is signed is the one of RFC 5849, section 3.4.1.1', () => {
  const request = {
    method: 'POST',
    url: 'http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'c2&a3=2+q',
  };
  const base = signatureBase(request, [
    ['oauth_consumer_key', '9djdj82h48djs9d2'],
    ['oauth_token', 'kkk9d7dh3k39sjv7'],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', '137131201'],
    ['oauth_nonce', '7d8f3e4a'],
  ]);
  expect(base).toBe(
    'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26' +
      'oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26' +
      'oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
  );
});

test('HMAC-SHA1 gives the signature of RFC 5849, section 1.2', () => {
  const base =
    'GET&http%3A%2F%2Fphotos.example.net%2Fphotos&file%3Dvacation.jpg%26oauth_consumer_key%3Ddpf43f3p2l4k3l03%26' +
    'oauth_nonce%3DchapoH%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131202%26' +
    'oauth_token%3Dnnch734d00sl2jdk%26size%3Doriginal';
  const withoutVersion = Object.entries({
    oauth_consumer_key: 'dpf43f3p2l4k3l03',
    oauth_token: 'nnch734d00sl2jdk',
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: '137131202',
    oauth_nonce: 'chapoH',
  });
  expect(signatureBase(PHOTOS, withoutVersion)).toBe(base);
  // The example of the older specification, with the version: OAuth Core 1.0, appendix A.5.
  const older = { ...SIGNING, nonce: 'kllo9940pd9333jh', timestamp: 1191242096 };
  expect(authorization(signOAuth1(PHOTOS, older))).toContain('oauth_signature="tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D"');
});

test('PLAINTEXT sends both secrets, encoded, as in RFC 5849, section 3.4.4', () => {
  const { nonce: _nonce, timestamp: _timestamp, ...rest } = SIGNING;
  const signing = { ...rest, method: 'PLAINTEXT', consumerSecret: 'djr9rjt0jd78jf88', tokenSecret: 'jjd999tj88uiths3' };
  expect(authorization(signOAuth1(PHOTOS, signing as OAuth1Signing))).toBe(
    'OAuth oauth_consumer_key="dpf43f3p2l4k3l03", oauth_signature_method="PLAINTEXT", oauth_token="nnch734d00sl2jdk", ' +
      'oauth_version="1.0", oauth_signature="djr9rjt0jd78jf88%26jjd999tj88uiths3"',
  );
});

test('RSA-SHA1 signs with the private key, so that the public key verifies it', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const signed = signOAuth1(PHOTOS, { ...SIGNING, method: 'RSA-SHA1', transport: 'query', privateKey: pem });
  const parameters = [...new URL(signed.url).searchParams].filter(([name]) => name.startsWith('oauth_'));
  const signature = parameters.find(([name]) => name === 'oauth_signature')?.[1] ?? '';
  const base = signatureBase(
    PHOTOS,
    parameters.filter(([name]) => name !== 'oauth_signature'),
  );
  expect(createVerify('RSA-SHA1').update(base).verify(publicKey, signature, 'base64')).toBe(true);
});

test('a key that is none is an error of the configuration that does not repeat it', () => {
  const sign = () => signOAuth1(PHOTOS, { ...SIGNING, method: 'RSA-SHA1', privateKey: 'not a key at all' });
  expect(sign).toThrow('cannot sign');
  expect(sign).not.toThrow('not a key at all');
});

test('in a form the parameters join the form; anywhere else they are refused there', () => {
  const form = {
    ...PHOTOS,
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'a=1',
  };
  const { body } = signOAuth1(form, { ...SIGNING, transport: 'body' });
  expect(body).toMatch(/^a=1&oauth_consumer_key=.*&oauth_signature=/);
  expect(() => signOAuth1(PHOTOS, { ...SIGNING, transport: 'body' })).toThrow('only travel in the body of a form');
});

test('the hash of a body is signed when that is asked for, but not the one of a form', () => {
  const request = { ...PHOTOS, method: 'POST', headers: { 'Content-Type': 'application/json' }, body: 'Hello World!' };
  // The example of the extension for request body hashes.
  expect(authorization(signOAuth1(request, { ...SIGNING, bodyHash: true }))).toContain(
    'oauth_body_hash="Lve95gjOVATpfV8EL5X4nxwjKHE%3D"',
  );
  const form = { ...request, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
  expect(authorization(signOAuth1(form, { ...SIGNING, bodyHash: true }))).not.toContain('oauth_body_hash');
});

function authorization({ headers }: HttpRequest): string {
  return String(headers['Authorization']);
}
