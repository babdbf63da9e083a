import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { REDACTED } from '../../../src/core/secret.ts';
import { curlCommand } from '../../../src/web/model/request-curl.ts';

/** What a shell hands to the program, with the token filled in. */
function argumentsOf(command: string): string[] {
  const script = command.replace(/^curl/, 'printf "%s\\0"');
  const output = execFileSync('sh', ['-c', script], { env: { SONAR_TOKEN: 'tok"en $x' }, encoding: 'utf8' });
  return output.split('\0').slice(0, -1);
}

test('a request becomes a command that reads the token from a variable', () => {
  const command = curlCommand({
    method: 'POST',
    url: 'https://www.sendsonar.com/api/v1/messages?a=1&b=2',
    headers: { 'X-Token': '••••••••', Accept: ['application/json', 'text/plain'] },
    body: '{"text":"It\'s $HOME"}',
  });
  expect(command).toBe(
    [
      "curl --request POST 'https://www.sendsonar.com/api/v1/messages?a=1&b=2'",
      '--header \'X-Token: \'"$SONAR_TOKEN"',
      "--header 'Accept: application/json'",
      "--header 'Accept: text/plain'",
      "--data-raw '{\"text\":\"It'\\''s $HOME\"}'",
    ].join(' \\\n  '),
  );
  expect(argumentsOf(command)).toEqual([
    '--request',
    'POST',
    'https://www.sendsonar.com/api/v1/messages?a=1&b=2',
    '--header',
    'X-Token: tok"en $x',
    '--header',
    'Accept: application/json',
    '--header',
    'Accept: text/plain',
    '--data-raw',
    '{"text":"It\'s $HOME"}',
  ]);
});

test('a secret is left out however it was replaced', () => {
  const command = curlCommand({
    method: 'GET',
    url: 'https://a.example/?token=%5Bsecret%5D',
    headers: { 'X-Token': REDACTED },
  });
  expect(argumentsOf(command)).toEqual([
    '--request',
    'GET',
    'https://a.example/?token=tok"en $x',
    '--header',
    'X-Token: tok"en $x',
  ]);
});

test('a request without a body sends none', () => {
  expect(curlCommand({ method: 'GET', url: 'https://a.example/', headers: {} })).toBe(
    'curl --request GET https://a.example/',
  );
});

test('a shell hands every text over as it is', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !/[\0•]|secret/i.test(value));
  fc.assert(
    fc.property(text, (body) => {
      const command = curlCommand({ method: 'POST', url: 'https://a.example/', headers: {}, body });
      expect(argumentsOf(command).at(-1)).toBe(body);
    }),
    { numRuns: 50 },
  );
});
