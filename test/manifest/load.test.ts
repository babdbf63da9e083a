import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { ConnectorError } from '../../src/core/errors.ts';
import { checkApp } from '../../src/manifest/check-app.ts';
import { loadApp, loadShippedApp } from '../../src/manifest/load.ts';
import { inFolder, smallApp } from './small-app.ts';

const SONAR = fileURLToPath(new URL('../..', import.meta.url));

test('compiles every part of an app', async () => {
  const app = await inFolder(smallApp(), (folder) => loadApp(folder));
  expect(app).toMatchObject({ name: 'acme', label: 'Acme', version: '1.0.0', common: {}, findings: [] });
  expect(app.groups).toEqual([{ label: 'Things', modules: ['watchNewThing', 'getThing'] }]);
  expect(app.modules.get('getThing')).toMatchObject({ moduleType: 'action', actionCrud: 'read', connection: 'acme' });
  expect(app.modules.get('getThing')?.form.fields.map(({ name }) => name)).toEqual(['thingId', 'language', 'tag']);
  expect(app.modules.get('getThing')?.call).toBeDefined();
  expect(app.connections.get('acme')).toMatchObject({ connectionType: 'basic', secretFields: ['apiToken'] });
  const hook = app.webhooks.get('newThing');
  expect([hook?.attach, hook?.detach, hook?.update].map((call) => call !== undefined)).toEqual([true, true, false]);
  expect(hook?.eventId?.source).toBe('{{body.uuid}}');
  expect(app.rpcs.get('listTags')?.connection).toBe('acme');
});

test('an instant trigger has the connection of its webhook, and no call of its own', async () => {
  const app = await inFolder(smallApp(), (folder) => loadApp(folder));
  const trigger = app.modules.get('watchNewThing');
  expect(trigger).toMatchObject({ webhook: 'newThing', connection: 'acme' });
  expect(trigger?.call).toBeUndefined();
});

test('static and mapped inputs are one form, under either name of the static ones', async () => {
  const files = smallApp();
  const text = files['modules/get-thing.json']!;
  const fixed = '"staticParams": [{ "name": "region", "type": "text", "label": "Region" }],\n  "mappableParams"';
  files['modules/get-thing.json'] = text.replace('"mappableParams"', fixed);
  const module = (await inFolder(files, (folder) => loadApp(folder))).modules.get('getThing');
  expect(module?.parameters.fields.map(({ name }) => name)).toEqual(['region']);
  expect(module?.form.fields.map(({ name }) => name)).toEqual(['region', 'thingId', 'language', 'tag']);
});

test('throws one error that lists the findings of all files in order, and loads nothing', async () => {
  const files = smallApp();
  files['modules/get-thing.json'] = files['modules/get-thing.json']!.replace('"acme"', '"acne"').replace(
    'lower(',
    'lowr(',
  );
  files['webhooks/new-thing.json'] = '{ "name": ';
  files['manifest.json'] = files['manifest.json']!.replace('"version": "1.0.0",', '');
  const error = await inFolder(files, (folder) => loadApp(folder).catch((thrown: unknown) => thrown));
  expect(error).toBeInstanceOf(ConnectorError);
  const { name, message, problems } = error as ConnectorError;
  expect(name).toBe('ManifestError');
  expect(message).toMatch(/manifest\.json:1:1: The file has no "version"\. \(and \d+ more\)$/);
  expect(problems.map(({ file, code }) => `${file ?? ''} ${code}`)).toEqual([
    'manifest.json MISSING_KEY',
    'modules/get-thing.json UNKNOWN_CONNECTION',
    'modules/get-thing.json IML_UNKNOWN_FUNCTION',
    'webhooks/new-thing.json JSON_SYNTAX',
  ]);
  expect(problems.every(({ position, fix }) => position !== undefined && fix !== undefined)).toBe(true);
});

test.each(Object.keys(smallApp()))(
  '%s: a file that is not JSON is one finding, without any that only follow from it',
  async (path) => {
    const { problems } = await inFolder({ ...smallApp(), [path]: '{' }, (folder) => checkApp(folder));
    expect(problems).toMatchObject([{ file: path, code: 'JSON_SYNTAX' }]);
  },
);

test('a mistake in the base is reported once, where it stands', async () => {
  const files = smallApp();
  files['manifest.json'] = files['manifest.json']!.replace('{{body.error}}', '{{body.error');
  const { problems } = await inFolder(files, (folder) => checkApp(folder));
  expect(problems).toMatchObject([
    { file: 'manifest.json', pointer: '/base/response/error/message', position: { line: 9, column: 42 } },
  ]);
});

test('warnings do not keep an app from loading; they are its findings', async () => {
  const files = smallApp();
  files['modules/get-thing.json'] = files['modules/get-thing.json']!.replace('"samples": { "id"', '"samples": { "idd"');
  const app = await inFolder(files, (folder) => loadApp(folder));
  expect(app.findings).toMatchObject([{ severity: 'warning', code: 'SAMPLE_NOT_IN_INTERFACE' }]);
});

test('a shipped app is loaded without the rules, but what a schema refuses is told', async () => {
  const files = smallApp();
  files['modules/get-thing.json'] = files['modules/get-thing.json']!.replace('"samples": { "id"', '"samples": { "idd"');
  expect((await inFolder(files, (folder) => loadShippedApp(folder))).findings).toEqual([]);
  files['manifest.json'] = files['manifest.json']!.replace('"version": "1.0.0",', '');
  await expect(inFolder(files, (folder) => loadShippedApp(folder))).rejects.toMatchObject({
    name: 'ManifestError',
    message: expect.stringContaining('The file has no "version"'),
  });
});

test('the Sonar app has no finding, 16 modules and 7 webhooks', async () => {
  const { app, problems } = await checkApp(SONAR);
  expect(problems).toEqual([]);
  expect(app?.modules.size).toBe(16);
  expect(app?.webhooks.size).toBe(7);
  expect(app?.connections.get('sonar')?.secretFields).toEqual(['privateToken']);
  expect([...(app?.modules.values() ?? [])].filter(({ moduleType }) => moduleType === 'instant_trigger')).toHaveLength(
    7,
  );
});
