import { expect, test } from '@jest/globals';

import { type AwsSigning, signAws } from '../../src/http/aws.ts';
import type { HttpRequest } from '../../src/http/client.ts';

const POLICY = { bases: [], privateOrigins: [], secrets: [] };

/** The credentials and the time of the test suite that Amazon publishes. */
const SUITE: AwsSigning = {
  version: '4',
  key: 'AKIDEXAMPLE',
  secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  service: 'service',
  region: 'us-east-1',
  now: Date.parse('2015-08-30T12:36:00Z'),
};

/** Those of its description of S3. */
const S3: AwsSigning = {
  version: '4',
  key: 'AKIAIOSFODNN7EXAMPLE',
  secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  now: Date.parse('2013-05-24T00:00:00Z'),
};

function get(url: string, headers: HttpRequest['headers'] = {}): HttpRequest {
  return { method: 'GET', url, headers, policy: POLICY };
}

function authorisation(request: HttpRequest, signing: AwsSigning): string {
  return String(signAws(request, signing).headers['Authorization']);
}

test.each([
  ['get-vanilla', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-vanilla-query-order-key-case',
    '/?Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
])('signs %s as the test suite of Amazon says', (_, path, signature) => {
  expect(authorisation(get(`https://example.amazonaws.com${path}`), SUITE)).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  );
});

test('signs an object of S3 as its description says; service and region come from the host', () => {
  const request = get('https://examplebucket.s3.amazonaws.com/test.txt', { Range: 'bytes=0-9' });
  expect(authorisation(request, S3)).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  );
});

test.each([
  ['https://sqs.eu-west-1.amazonaws.com/', 'eu-west-1/sqs'],
  ['https://bucket.s3.us-gov-west-1.amazonaws.com/', 'us-gov-west-1/s3'],
  ['https://iam.amazonaws.com/', 'us-east-1/iam'],
  ['https://storage.example.com/', 'us-east-1/s3'],
])('finds the place of %s', (url, place) => {
  expect(authorisation(get(url), S3)).toContain(`/${place}/aws4_request`);
});

test('temporary credentials send their token, and it is signed', () => {
  const { headers } = signAws(get('https://sqs.eu-west-1.amazonaws.com/'), { ...S3, session: 'token' });
  expect(headers).toMatchObject({ 'X-Amz-Security-Token': 'token' });
  expect(headers['Authorization']).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token');
});

test('signs with version 2 as the description of S3 says', () => {
  const date = { Date: 'Tue, 27 Mar 2007 19:36:42 +0000' };
  const request = get('https://awsexamplebucket1.us-west-1.s3.amazonaws.com/photos/puppy.jpg', date);
  expect(authorisation(request, { ...S3, version: '2', bucket: 'awsexamplebucket1' })).toBe(
    'AWS AKIAIOSFODNN7EXAMPLE:qgk2+6Sv9/oM7G3qLEjTH1a1l1g=',
  );
});

test('refuses to sign without a secret', () => {
  expect(() => signAws(get('https://iam.amazonaws.com/'), { ...S3, secret: '' })).toThrow('lacks its key or secret');
});
