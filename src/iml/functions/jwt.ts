import { createHmac, createSign, constants } from 'node:crypto';
import { collectionOf, isCollection, type Collection } from '../../core/json.ts';
import { didYouMean } from '../../core/suggest.ts';
import { collectionFrom, dataError, isEmpty, jsonOf, numberOf, textOf } from '../coerce.ts';
import type { Evaluation } from '../evaluation.ts';
import { bytesOf } from './binary.ts';

type Sign = (data: string, key: Buffer) => Buffer;

const SIGNERS: ReadonlyMap<string, Sign> = new Map(
  ['256', '384', '512'].flatMap((bits): readonly [string, Sign][] => [
    [`HS${bits}`, (data, key) => createHmac(`sha${bits}`, key).update(data).digest()],
    [`RS${bits}`, (data, key) => createSign(`sha${bits}`).update(data).sign(key)],
    [
      `PS${bits}`,
      (data, key) =>
        createSign(`sha${bits}`).update(data).sign({
          key,
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
        }),
    ],
    [`ES${bits}`, (data, key) => createSign(`sha${bits}`).update(data).sign({ key, dsaEncoding: 'ieee-p1363' })],
  ]),
);

/** Claims an option sets as it is. */
const CLAIMS: Readonly<Record<string, string>> = { issuer: 'iss', subject: 'sub', audience: 'aud', jwtid: 'jti' };
/** Claims an option sets to so many seconds from now. */
const TIMES: Readonly<Record<string, string>> = { expiresIn: 'exp', notBefore: 'nbf' };

/** What a token is made of, as the expression gave it. */
export interface JwtRequest {
  readonly payload: unknown;
  readonly key: unknown;
  readonly algorithm: unknown;
  readonly options: unknown;
}

/**
 * A signed JSON Web Token; the time of issue is added unless the payload has one or `noTimestamp` is set.
 * @throws ConnectorError `DataError` for an unknown algorithm, a payload that is no collection or a missing key.
 */
export function signJwt(request: JwtRequest, { clock }: Evaluation): string {
  const algorithm = isEmpty(request.algorithm) ? 'HS256' : textOf(request.algorithm);
  const sign = SIGNERS.get(algorithm);
  if (sign === undefined) {
    throw dataError(`There is no algorithm ${JSON.stringify(algorithm)}.${didYouMean(algorithm, SIGNERS.keys())}`);
  }
  if (isEmpty(request.key)) throw dataError('The key to sign the token with is empty.');
  const options = collectionFrom(request.options);
  const header = {
    alg: algorithm,
    typ: 'JWT',
    ...(isEmpty(options['keyid']) ? {} : { kid: textOf(options['keyid']) }),
    ...(isCollection(options['header']) ? options['header'] : {}),
  };
  const payload = claimsOf(collectionFrom(request.payload), options, Math.floor(clock.now() / 1000));
  const data = `${encoded(header)}.${encoded(payload)}`;
  return `${data}.${sign(data, bytesOf(request.key)).toString('base64url')}`;
}

function claimsOf(payload: Collection, options: Collection, now: number): Collection {
  const issued = Object.hasOwn(payload, 'iat') || options['noTimestamp'] === true ? [] : [['iat', now] as const];
  const given = Object.entries(options).flatMap(([option, value]): readonly (readonly [string, unknown])[] => {
    const claim = CLAIMS[option];
    if (claim !== undefined) return [[claim, value]];
    const time = TIMES[option];
    return time === undefined ? [] : [[time, now + (numberOf(value) ?? 0)]];
  });
  return collectionOf([...Object.entries(payload), ...issued, ...given]);
}

function encoded(value: unknown): string {
  return Buffer.from(jsonOf(value), 'utf8').toString('base64url');
}
