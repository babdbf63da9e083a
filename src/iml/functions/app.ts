import { isErrorName, ConnectorError } from '../../core/errors.ts';
import { createSign, getHashes } from 'node:crypto';
import { didYouMean } from '../../core/suggest.ts';
import { dataError, isMissing, jsonOf, listOf, textOf } from '../coerce.ts';
import { bytesOf, encodingOf } from './binary.ts';
import { inGroup } from './function.ts';
import { signJwt } from './jwt.ts';
import { mimeTypeOf } from './mime.ts';

/** Functions written for the files of an app. */
export const APP_FUNCTIONS = inGroup('app', [
  {
    name: 'parseJSON',
    signature: 'parseJSON(text)',
    summary: 'The value written as JSON; anything that is no text is returned as it is.',
    examples: [{ expression: 'parseJSON(text)', given: { text: '{"a":[1]}' }, result: { a: [1] } }],
    call: ([value]) => {
      if (value === '') return undefined;
      return typeof value === 'string' || value instanceof Uint8Array ? parseJson(textOf(value)) : value;
    },
  },
  {
    name: 'createJSON',
    signature: 'createJSON(value)',
    summary: 'The value as JSON text.',
    examples: [{ expression: 'createJSON(value)', given: { value: { a: [1, 'b'] } }, result: '{"a":[1,"b"]}' }],
    call: ([value]) => (value === undefined ? undefined : jsonOf(value)),
  },
  {
    name: 'isArray',
    signature: 'isArray(value)',
    summary: 'Whether the value is an array.',
    examples: [
      { expression: 'isArray(emptyarray)', result: true },
      { expression: 'isArray("a")', result: false },
    ],
    call: ([value]) => Array.isArray(value),
  },
  {
    name: 'pop',
    signature: 'pop(array)',
    summary: 'The last element; the array stays as it is.',
    examples: [{ expression: 'pop(list)', given: { list: [1, 2] }, result: 2 }],
    call: ([array]) => listOf(array).at(-1),
  },
  {
    name: 'shift',
    signature: 'shift(array)',
    summary: 'The first element; the array stays as it is.',
    examples: [{ expression: 'shift(list)', given: { list: [1, 2] }, result: 1 }],
    call: ([array]) => listOf(array)[0],
  },
  {
    name: 'jwt',
    signature: 'jwt(payload; secret or key; [algorithm]; [options])',
    summary:
      'A signed JSON Web Token, with HS256 unless another algorithm is given. Options: header, expiresIn and notBefore in seconds, issuer, subject, audience, jwtid, keyid, noTimestamp.',
    examples: [
      {
        expression: 'jwt(payload; "secret"; "HS256")',
        given: { payload: { sub: '1', iat: 1500000000 } },
        result:
          'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiaWF0IjoxNTAwMDAwMDAwfQ.2925BP5GnjvNbqx1fkGW3M6FFL5iPGnM4GsBP4G3FqQ',
      },
    ],
    call: ([payload, key, algorithm, options], evaluation) => signJwt({ payload, key, algorithm, options }, evaluation),
  },
  {
    name: 'cryptoSign',
    signature: 'cryptoSign(algorithm; data; private key; [encoding])',
    summary: 'The signature of the data with a private key, in hex unless another encoding is given.',
    examples: [],
    call: ([algorithm, data, key, encoding]) => {
      const name = textOf(algorithm);
      if (!getHashes().includes(name)) {
        throw dataError(`There is no algorithm ${JSON.stringify(name)}.${didYouMean(name, getHashes())}`);
      }
      return createSign(name).update(bytesOf(data)).sign(bytesOf(key)).toString(encodingOf(encoding, 'hex'));
    },
  },
  {
    name: 'mime',
    signature: 'mime(file name)',
    summary: 'The media type that goes with the ending of a file name; application/octet-stream when unknown.',
    examples: [{ expression: 'mime("photo.JPG")', result: 'image/jpeg' }],
    call: ([value]) => (isMissing(value) ? value : mimeTypeOf(textOf(value))),
  },
  {
    name: 'errorFactory',
    signature: 'errorFactory(name; message)',
    summary: 'Ends the evaluation with an error of this type; RuntimeError when there is no such type.',
    examples: [],
    call: ([name, message]) => {
      const type = textOf(name);
      throw new ConnectorError(isErrorName(type) ? type : 'RuntimeError', textOf(message));
    },
  },
]);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw dataError(`The text is not valid JSON: ${error instanceof Error ? error.message : ''}`);
  }
}
