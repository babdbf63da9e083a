import { ConnectorError } from '../../core/errors.ts';
import { ownValue, type Collection } from '../../core/json.ts';
import { type AwsSigning, signAws } from '../../http/aws.ts';
import { textOf } from '../../iml/coerce.ts';
import type { Directive } from '../directive.ts';
import { signatureStep, type Signer } from '../signature-step.ts';

const KEYS = ['key', 'secret', 'session', 'bucket', 'sign_version', 'service', 'region'];

/** `aws` signs the request for Amazon Web Services. */
export const aws: Directive = {
  name: 'aws',
  summary:
    'Signs the request for Amazon Web Services: key, secret, session; sign_version 4 with service and region (by the host when they are left out), or 2 (default) with bucket for the older signature of S3.',
  examples: [
    {
      base: { baseUrl: 'https://awsexamplebucket1.us-west-1.s3.amazonaws.com' },
      manifest: {
        url: '/photos/puppy.jpg',
        headers: { Date: 'Tue, 27 Mar 2007 19:36:42 +0000' },
        aws: { key: '{{connection.key}}', secret: '{{connection.secret}}', bucket: 'awsexamplebucket1' },
      },
      given: {
        variables: {
          connection: { key: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
        },
      },
      expected: {
        requests: [
          {
            headers: {
              Date: 'Tue, 27 Mar 2007 19:36:42 +0000',
              Authorization: 'AWS AKIAIOSFODNN7EXAMPLE:qgk2+6Sv9/oM7G3qLEjTH1a1l1g=',
            },
          },
        ],
      },
    },
    {
      manifest: { url: '/', aws: { key: '', secret: 'x' } },
      expected: { requests: [], error: { name: 'InvalidConfigurationError', message: 'lacks its key or secret' } },
    },
    {
      manifest: { url: '/', aws: { key: 'a', secret: 'b', sign_version: 3 } },
      expected: { requests: [], error: { name: 'InvalidConfigurationError', message: 'sign_version "3"' } },
    },
  ],
  compile: (raw, context) => signatureStep(raw, context, { keys: KEYS, signer }),
};

const signer: Signer = (said, call) => {
  const signing = signingOf(said, call.context.clock.now());
  return (request) => signAws(request, signing);
};

function signingOf(made: Collection, now: number): AwsSigning {
  const text = (name: string): string => textOf(ownValue(made, name) ?? '');
  const version = text('sign_version') || '2';
  if (version !== '2' && version !== '4') {
    throw new ConnectorError('InvalidConfigurationError', `There is no sign_version "${version}".`, {
      fix: 'Use 4, or 2 for the older signature of S3.',
    });
  }
  const optional = (['session', 'bucket', 'service', 'region'] as const).flatMap((name) =>
    text(name) === '' ? [] : [[name, text(name)] as const],
  );
  return { version, key: text('key'), secret: text('secret'), now, ...Object.fromEntries(optional) };
}
