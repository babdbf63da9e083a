import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { freePort } from '../free-port.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ENTRY = join(ROOT, 'dist/program/index.js');
/** The product needs neither code made from strings nor the `__proto__` accessor. */
const HARDENED = ['--disallow-code-generation-from-strings', '--disable-proto=delete'];

test('the built program does the main job with code generation switched off', async () => {
  expect(existsSync(ENTRY)).toBe(true);
  const environment = {
    SONAR_CONNECT_DATA_DIR: mkdtempSync(join(tmpdir(), 'built-')),
    SANDBOX_PORT: String(await freePort()),
  };
  const created = await run(
    ['run', 'createUpdateCustomer', '-i', 'phoneNumber=+13105551234', '-i', 'firstName=Matthew', '--json'],
    environment,
  );
  expect(created).toMatchObject({ code: 0 });
  const read = await run(['run', 'getCustomer', '-i', 'phoneNumber=+13105551234', '--json'], environment);
  expect(JSON.parse(read.out)).toMatchObject({ ok: true, data: { bundles: [{ first_name: 'Matthew' }] } });
});

test('the built program checks its own app', async () => {
  const checked = await run(['check', ROOT], {});
  expect(checked.err).toContain('16 modules, 0 warnings');
  expect(checked.code).toBe(0);
});

test('the functions of an app run with code generation switched off', async () => {
  const tested = await run(['test', join(ROOT, 'examples/apps/address-book'), '--json'], {});
  expect(JSON.parse(tested.out)).toMatchObject({ ok: true, data: { app: 'address-book' } });
  expect(tested.code).toBe(0);
});

test('the exit code tells wrong usage apart', async () => {
  expect(
    (
      await run(['run', 'noSuchModule'], {
        SONAR_CONNECT_DATA_DIR: mkdtempSync(join(tmpdir(), 'built-')),
        SANDBOX_PORT: String(await freePort()),
      })
    ).code,
  ).toBe(2);
});

function run(
  line: readonly string[],
  environment: Record<string, string>,
): Promise<{ code: number; out: string; err: string }> {
  const { PATH = '' } = process.env;
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [...HARDENED, ENTRY, ...line],
      { env: { PATH, HOME: tmpdir(), ...environment } },
      (_error, out, err) => {
        done({ code: child.exitCode ?? -1, out, err });
      },
    );
  });
}
