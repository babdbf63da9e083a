import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createPlace } from './run-cli.ts';
import type { CliPlace, CliRun } from './run-cli.ts';

const PHONE = 'phoneNumber=+13105551234';

/** The one JSON document a command printed. */
function json(run: CliRun): {
  ok: boolean;
  data: { bundles: Record<string, unknown>[]; request: unknown };
  error: Record<string, unknown>;
} {
  return JSON.parse(run.out) as ReturnType<typeof json>;
}

async function waitFor(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500 && !(await condition()); tries += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

/** Webhooks that are registered in the sandbox of the place. */
async function webhooksOf(place: CliPlace): Promise<unknown[]> {
  const run = await place.run(['run', 'makeApiCall', '-i', 'url=/v1/webhooks', '-i', 'method=GET', '--json']);
  return json(run).data.bundles[0]?.['body'] as unknown[];
}

describe('the main job', () => {
  test('a customer that one command creates is read back and updated by the next ones', async () => {
    const place = await createPlace();
    const properties = 'properties=[{"name":"great_customer","type":"text","value":"true"}]';
    const created = await place.run([
      'run',
      'createUpdateCustomer',
      '-i',
      PHONE,
      '-i',
      'firstName=Matthew',
      '-i',
      properties,
      '--json',
    ]);
    expect(created).toMatchObject({ code: 0 });
    const read = await place.run(['run', 'getCustomer', '-i', PHONE, '--json']);
    expect(json(read).data.bundles[0]).toMatchObject({
      first_name: 'Matthew',
      properties: { great_customer: 'true' },
      subscribed: true,
    });
    await place.run(['run', 'createUpdateCustomer', '-i', PHONE, '-i', 'firstName=Matt', '--json']);
    const again = await place.run(['run', 'getCustomer', '-i', PHONE, '--json']);
    expect(json(again).data.bundles[0]).toMatchObject({ first_name: 'Matt', properties: { great_customer: 'true' } });
  });

  test('inputs come from standard input and from a file, later ones win', async () => {
    const place = await createPlace();
    const file = join(place.environment['SONAR_CONNECT_DATA_DIR'] ?? '', 'in.json');
    writeFileSync(file, JSON.stringify({ phoneNumber: '+13105551234', firstName: 'File', tagNames: ['x'] }));
    const run = await place.run(['run', 'createUpdateCustomer', '-i', '@-', '-i', 'firstName=Line', '--json'], {
      input: JSON.stringify({ phoneNumber: '+13105551234', firstName: 'Input', lastName: 'Example' }),
    });
    expect(json(run).data.bundles[0]).toMatchObject({ first_name: 'Line', last_name: 'Example' });
    const wrong = await place.run(['run', 'getCustomer', '-i', `@${file}`, '--json']);
    expect(wrong.code).toBe(2);
  });

  test('a dry run shows the request without the token and sends nothing', async () => {
    const place = await createPlace();
    const run = await place.run(['run', 'sendMessage', '-i', PHONE, '-i', 'text=Hello', '--dry-run']);
    expect(run).toMatchObject({ code: 0 });
    expect(run.out).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/api\/v1\/messages\n/);
    expect(run.out).toContain('[secret]');
    const customer = await place.run(['run', 'getCustomer', '-i', PHONE, '--json']);
    expect(customer.code).not.toBe(0);
  });
});

describe('an instant trigger', () => {
  test('waits for the event of another terminal, prints the bundle, and leaves no webhook behind', async () => {
    const place = await createPlace();
    const sandbox = place.start(['sandbox']);
    await waitFor(() => sandbox.out().includes('token'));
    const waiting = place.start(['run', 'watchNewCustomer', '--wait', '--json']);
    await waitFor(() => waiting.err().includes('waiting at'));
    expect(await webhooksOf(place)).toHaveLength(1);
    await place.run(['run', 'createUpdateCustomer', '-i', PHONE, '-i', 'firstName=Matthew']);
    const run = await waiting.done;
    expect(run.code).toBe(0);
    expect(json(run).data.bundles[0]).toMatchObject({
      action: 'customer_created',
      customer: { phone_number: '+13105551234' },
    });
    expect(await webhooksOf(place)).toEqual([]);
    sandbox.stop();
    expect(await sandbox.done).toMatchObject({ code: 0 });
  });

  test('removes its webhook when it is interrupted', async () => {
    const place = await createPlace();
    const sandbox = place.start(['sandbox']);
    await waitFor(() => sandbox.out().includes('token'));
    const waiting = place.start(['run', 'watchNewCustomer', '--wait']);
    await waitFor(() => waiting.err().includes('waiting at'));
    waiting.stop();
    expect(await waiting.done).toMatchObject({ code: 130 });
    expect(await webhooksOf(place)).toEqual([]);
    sandbox.stop();
    await sandbox.done;
  });

  test('says how to wait when --wait is missing', async () => {
    const place = await createPlace();
    const run = await place.run(['run', 'watchNewCustomer']);
    expect(run.code).toBe(2);
    expect(run.err).toContain('sonar-connect run watchNewCustomer --wait');
  });
});

describe('bad input', () => {
  test.each([
    ['an unknown module', ['run', 'getCustomr'], 2, 'Did you mean "getCustomer"?'],
    ['an unknown input', ['run', 'getCustomer', '-i', 'phoneNumbr=1'], 2, 'phoneNumber'],
    ['an unknown command', ['rnu'], 2, 'Did you mean run?'],
    ['an unknown option', ['run', 'getCustomer', '--jsn'], 2, '--json'],
    ['an input of another form', ['run', 'getCustomer', '-i', 'phoneNumber'], 2, '-i key=value'],
    ['a missing input', ['run', 'getCustomer'], 1, '"Phone Number" is mandatory'],
    ['a phone number that cannot be one', ['run', 'getCustomer', '-i', 'phoneNumber=12'], 1, '+13105551234'],
    [
      'a customer that does not exist',
      ['run', 'getCustomer', '-i', 'phoneNumber=+13105559999'],
      1,
      'Customer not found',
    ],
  ])('%s', async (_name, line, code, words) => {
    const place = await createPlace();
    const run = await place.run(line);
    expect(run.err).toContain(words);
    expect(run.code).toBe(code);
    expect(run.out).toBe('');
  });

  test('a wrong token says what to check and where it was sent, and is never shown', async () => {
    const place = await createPlace();
    const token = 'wrong-token-0123456789abcdefghij';
    const environment = { SONAR_TOKEN: token };
    const run = await place.run(['run', 'getCustomer', '-i', PHONE, '--sandbox', '--debug'], { environment });
    expect(run.code).toBe(4);
    expect(run.err).toContain('Token or publishable_key not found');
    expect(run.err).toContain('Check the token');
    expect(run.err).toContain('sandbox http://127.0.0.1');
    expect(run.err + run.out).not.toContain(token);
    const document = json(await place.run(['run', 'getCustomer', '-i', PHONE, '--sandbox', '--json'], { environment }));
    expect(document).toMatchObject({ ok: false, error: { code: 'InvalidAccessTokenError', status: 401 } });
  });

  test('an address that others can reach is refused before anything is made', async () => {
    const place = await createPlace();
    const run = await place.run(['start'], { environment: { HOST: '0.0.0.0' } });
    expect(run.code).toBe(3);
    expect(run.err).toContain('no sign-in');
    expect(readdirSync(place.environment['SONAR_CONNECT_DATA_DIR'] ?? '')).toEqual([]);
  });

  test('bad settings are all named, exit 3', async () => {
    const place = await createPlace();
    const run = await place.run(['run', 'getCustomer', '-i', PHONE], {
      environment: { SONAR_CONNECT_PORT: 'x', SONAR_CONNECT_SANDBOX: 'y' },
    });
    expect(run.code).toBe(3);
    expect(run.err).toMatch(/SONAR_CONNECT_PORT[\s\S]*SONAR_CONNECT_SANDBOX/);
  });
});

describe('a sandbox in trouble', () => {
  test('nothing listens at the address', async () => {
    const place = await createPlace();
    const environment = {
      SONAR_TOKEN: 'some-token-123',
      SONAR_CONNECT_SANDBOX_URL: 'http://127.0.0.1:9/api',
      SONAR_CONNECT_PRIVATE_ORIGINS: 'http://127.0.0.1:9',
    };
    const run = await place.run(['run', 'getCustomer', '-i', PHONE, '--sandbox'], { environment });
    expect(run.code).toBe(4);
    expect(run.err).toContain('ConnectionError');
    expect(run.err).toContain('127.0.0.1:9');
  });

  test('something listens and never answers: the deadline ends it', async () => {
    const place = await createPlace();
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    const origin = `http://127.0.0.1:${(silent.address() as { port: number }).port}`;
    const environment = {
      SONAR_TOKEN: 'some-token-123',
      SONAR_CONNECT_SANDBOX_URL: `${origin}/api`,
      SONAR_CONNECT_DEADLINE_MS: '200',
    };
    const run = await place.run(['run', 'getCustomer', '-i', PHONE, '--sandbox'], { environment });
    expect(run.err).toContain('ModuleTimeoutError');
    expect(run.code).toBe(4);
    silent.close();
  });
});

describe('check and modules', () => {
  test('the Sonar app is clean', async () => {
    const place = await createPlace();
    const run = await place.run(['check']);
    expect(run.err).toContain('16 modules, 0 warnings');
    expect(run.code).toBe(0);
  });

  test('what a link leads to is not shown', async () => {
    const place = await createPlace();
    const folder = mkdtempSync(join(tmpdir(), 'linked-'));
    mkdirSync(join(folder, 'modules'));
    writeFileSync(
      join(folder, 'manifest.json'),
      '{ "name": "tiny", "label": "Tiny", "version": "1.0.0", "base": {}, "groups": [] }',
    );
    writeFileSync(join(folder, 'private.txt'), 'KEY=do-not-show');
    symlinkSync(join(folder, 'private.txt'), join(folder, 'modules', 'linked.json'));
    const run = await place.run(['check', folder]);
    expect(run.err).toContain('NOT_A_FILE');
    expect(run.err).not.toContain('do-not-show');
  });

  test('a broken app is refused whole, every problem with its place', async () => {
    const place = await createPlace();
    const folder = mkdtempSync(join(tmpdir(), 'broken-'));
    mkdirSync(join(folder, 'modules'));
    writeFileSync(
      join(folder, 'manifest.json'),
      '{ "name": "tiny", "label": "Tiny", "version": "1.0.0", "base": {}, "groups": [] }',
    );
    writeFileSync(
      join(folder, 'modules/get-thing.json'),
      '{\n  "name": "getThing",\n  "moduleType": "acton",\n  "communication": { "url": "/{{lowr(parameters.x)}}" }\n}',
    );
    const run = await place.run(['check', folder]);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/modules\/get-thing\.json:3:\d+/);
    expect(run.err).toContain('lower');
    const document = json(await place.run(['check', folder, '--json']));
    expect(document.ok).toBe(false);
    expect(document).toMatchObject({
      error: { errors: expect.arrayContaining([expect.objectContaining({ code: 'MISSING_KEY', severity: 'error' })]) },
    });
  });

  test('modules lists all sixteen, as text and as data', async () => {
    const place = await createPlace();
    const text = await place.run(['modules']);
    expect(text.out).toContain('createUpdateCustomer');
    const data = JSON.parse((await place.run(['modules', '--json'])).out) as {
      data: { groups: { modules: unknown[] }[] };
    };
    expect(data.data.groups.flatMap((group) => group.modules)).toHaveLength(16);
  });
});
