import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { describeSettings, readConfig } from '../../src/core/config.ts';
import { ConnectorError } from '../../src/core/errors.ts';

test('an empty environment gives a server and a sandbox on loopback', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    sandbox: { enabled: true, port: 3100 },
    timezone: 'UTC',
    warnings: [],
  });
});

test('every bad setting is named at once', () => {
  const run = (): unknown =>
    readConfig({ PORT: 'abc', SONAR_CONNECT_TIMEZONE: 'Mars/Base', SONAR_CONNECT_SANDBOX: 'maybe' });
  expect(run).toThrow(ConnectorError);
  try {
    run();
  } catch (error) {
    const messages = (error as ConnectorError).problems.map((problem) => problem.message).join('\n');
    expect(messages.split('\n')).toEqual([
      'SONAR_CONNECT_PORT must be a whole number from 0 to 65535.',
      'SONAR_CONNECT_SANDBOX must be on or off.',
      'SONAR_CONNECT_TIMEZONE must be an IANA time zone, for example America/Los_Angeles.',
    ]);
  }
});

test('a secret can come from a file and never prints', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'key');
  writeFileSync(file, 'c2VjcmV0LWtleQ==\n');
  const config = readConfig({ SONAR_CONNECT_ENCRYPTION_KEY_FILE: file });
  expect(config.encryptionKey?.reveal()).toBe('c2VjcmV0LWtleQ==');
  expect(JSON.stringify(config)).not.toContain('c2VjcmV0');
});

test('a misspelt setting is a warning with the name that was meant', () => {
  expect(readConfig({ SONAR_CONNECT_PROT: '1' }).warnings).toEqual([
    'SONAR_CONNECT_PROT is not a setting. Did you mean "SONAR_CONNECT_PORT"?',
  ]);
});

test('every setting says what it is for', () => {
  for (const setting of describeSettings()) expect(setting.meaning).toMatch(/\.$/);
});
