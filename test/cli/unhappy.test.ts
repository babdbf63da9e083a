import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createPlace } from './run-cli.ts';
import type { CliPlace } from './run-cli.ts';

const PHONE = 'phoneNumber=+13105551234';

/** A place with a sandbox that stays until `stop`, and its control routes. */
async function withSandbox(): Promise<{
  place: CliPlace;
  control: (path: string, body: unknown) => Promise<unknown>;
  stop: () => Promise<unknown>;
}> {
  const place = await createPlace();
  const sandbox = place.start(['sandbox', '--json']);
  await until(() => sandbox.out().includes('token'));
  const { data } = JSON.parse(sandbox.out()) as { data: { control: string } };
  return {
    place,
    control: async (path, body) => {
      const response = await fetch(data.control + path, { method: 'POST', body: JSON.stringify(body) });
      return response.json();
    },
    stop: () => {
      sandbox.stop();
      return sandbox.done;
    },
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !condition(); tries += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

describe('a command line that cannot be meant', () => {
  test.each([
    ['an unknown command', ['rnu'], 'Did you mean run?'],
    ['an unknown option', ['run', 'getCustomer', '--jsn'], 'Did you mean --json?'],
    ['a missing argument', ['run'], "Missing required argument 'module'."],
    ['an option without its value', ['run', 'getCustomer', '-i'], 'argument missing'],
    ['no delivery to wait for', ['run', 'watchNewCustomer', '--wait', '--count', '0'], 'from 1 to'],
    ['a port that does not exist', ['run', 'watchNewCustomer', '--wait', '--port', '65536'], 'from 0 to 65535'],
    ['waiting for an action', ['run', 'getCustomer', '--wait', '-i', PHONE], 'nothing to wait for'],
    ['an address that is none', ['run', 'watchNewCustomer', '--wait', '--public-url', 'hooks'], '"hooks"'],
    ['an unknown webhook input', ['run', 'watchNewCustomer', '--wait', '-i', 'nix=1'], '"nix"'],
    ['standard input for two things', ['run', 'getCustomer', '--token-stdin', '-i', '@-'], 'both the token'],
    ['a folder that is not there', ['check', '/no/such/folder'], '/no/such/folder'],
  ])('%s is refused in words and as one document', async (_name, line, words) => {
    const place = await createPlace();
    const text = await place.run(line);
    expect(text.err).toContain(words);
    expect(text).toMatchObject({ code: 2, out: '' });
    const data = await place.run([...line, '--json']);
    expect(JSON.parse(data.out)).toMatchObject({ ok: false, error: { code: 'UsageError' } });
    expect(data).toMatchObject({ code: 2, err: '' });
  });
});

test('an input file may begin with a byte order mark', async () => {
  const place = await createPlace();
  const file = join(place.environment['SONAR_CONNECT_DATA_DIR'] ?? '', 'in.json');
  writeFileSync(file, '\uFEFF{"phoneNumber":"+13105551234"}\r\n');
  expect(await place.run(['run', 'getCustomer', '--dry-run', '-i', `@${file}`])).toMatchObject({ code: 0 });
});

test('an app that cannot be loaded ends the command and its sandbox', async () => {
  const place = await createPlace();
  const environment = { SONAR_CONNECT_APP_DIR: place.environment['SONAR_CONNECT_DATA_DIR'] ?? '' };
  expect(await place.run(['run', 'getCustomer', '-i', PHONE], { environment })).toMatchObject({ code: 1 });
  expect(await place.run(['run', 'getCustomer', '-i', 'phoneNumber=+13105551111'])).toMatchObject({ code: 0 });
});

test('the answer of the service is the headline, with the time to wait', async () => {
  const { place, control, stop } = await withSandbox();
  const line = ['run', 'getCustomer', '-i', 'phoneNumber=+13105559999'];
  expect((await place.run(line)).err).toMatch(/^The service answered 404: Customer not found {2}DataError\n/);
  await control('/faults', { retryAfter: 7, times: 1 });
  const limited = await place.run(line);
  expect(limited.err).toMatch(/^The service answered 429: Too Many Requests {2}RateLimitError\n/);
  expect(limited.err).toContain('7 s');
  await stop();
});

describe('several command lines at once', () => {
  test('that start without a sandbox all do their work, one after the other', async () => {
    const place = await createPlace();
    const phones = ['+13105550101', '+13105550102', '+13105550103', '+13105550104'];
    const runs = await Promise.all(
      phones.map((phone) => place.run(['run', 'createUpdateCustomer', '-i', `phoneNumber=${phone}`])),
    );
    expect(runs.map(({ code, err }) => [code, err])).toEqual(phones.map(() => [0, 'Done: 1 bundle.\n']));
    for (const phone of phones) {
      expect(await place.run(['run', 'getCustomer', '-i', `phoneNumber=${phone}`])).toMatchObject({ code: 0 });
    }
  });

  test('one that waits serves the others with its sandbox', async () => {
    const place = await createPlace();
    const waiting = place.start(['run', 'watchNewCustomer', '--wait', '--json']);
    await until(() => waiting.err().includes('waiting at'));
    await place.run(['run', 'createUpdateCustomer', '-i', PHONE]);
    expect(await waiting.done).toMatchObject({ code: 0 });
  });

  test('a second sandbox says that one is running and where', async () => {
    const { place, stop } = await withSandbox();
    const second = await place.run(['sandbox']);
    expect(second.code).toBe(5);
    expect(second.err).toMatch(/running already at http:\/\/127\.0\.0\.1:\d+\/api/);
    await stop();
  });
});

describe('a trigger', () => {
  test('shows with --dry-run what it would register and registers nothing', async () => {
    const { place, stop } = await withSandbox();
    const run = await place.run(['run', 'watchNewCustomer', '--wait', '--dry-run']);
    expect(run.code).toBe(0);
    expect(run.out).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/api\/v1\/webhooks\n[\s\S]*"customer_created":"true"/);
    const listed = await place.run(['run', 'makeApiCall', '-i', 'url=/v1/webhooks', '-i', 'method=GET', '--json']);
    expect(JSON.parse(listed.out)).toMatchObject({ data: { bundles: [{ body: [] }] } });
    await stop();
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends with the exit code of %s', async (signal, code) => {
    const place = await createPlace();
    const waiting = place.start(['run', 'watchNewCustomer', '--wait']);
    await until(() => waiting.err().includes('waiting at'));
    waiting.stop(signal);
    expect(await waiting.done).toMatchObject({ code });
  });

  test('counts an event once that the service delivers twice', async () => {
    const { place, control, stop } = await withSandbox();
    await control('/faults', { duplicateDelivery: true, times: 1 });
    const waiting = place.start(['run', 'watchNewCustomer', '--wait', '--count', '2', '--json']);
    await until(() => waiting.err().includes('waiting at'));
    await place.run(['run', 'createUpdateCustomer', '-i', 'phoneNumber=+13105550101']);
    await control('/clock', { advanceMs: 0 });
    await place.run(['run', 'createUpdateCustomer', '-i', 'phoneNumber=+13105550102']);
    const { data } = JSON.parse((await waiting.done).out) as { data: { bundles: { customer: unknown }[] } };
    expect(data.bundles).toMatchObject([
      { customer: { phone_number: '+13105550101' } },
      { customer: { phone_number: '+13105550102' } },
    ]);
    await stop();
  });

  test('tries again when its webhook cannot be removed at once', async () => {
    const { place, control, stop } = await withSandbox();
    await control('/faults', { cutConnection: true, times: 1, match: { method: 'DELETE' } });
    const waiting = place.start(['run', 'watchNewCustomer', '--wait']);
    await until(() => waiting.err().includes('waiting at'));
    await place.run(['run', 'createUpdateCustomer', '-i', PHONE]);
    const run = await waiting.done;
    expect(run.err).toContain('removed again');
    expect(run).toMatchObject({ code: 0, out: expect.stringContaining('customer_created') });
    await stop();
  });

  test('prints what it received even when its webhook stays behind, and says so', async () => {
    const { place, control, stop } = await withSandbox();
    await control('/faults', { status: 500, match: { method: 'DELETE' } });
    const waiting = place.start(['run', 'watchNewCustomer', '--wait', '--json']);
    await until(() => waiting.err().includes('waiting at'));
    await place.run(['run', 'createUpdateCustomer', '-i', PHONE]);
    const run = await waiting.done;
    expect(JSON.parse(run.out)).toMatchObject({ ok: true, data: { bundles: [{ action: 'customer_created' }] } });
    expect(run.err).toMatch(/warning +The webhook "New Customer" could not be removed[\s\S]*http:\/\/127\.0\.0\.1/);
    await stop();
  });
});
