import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkApp, checkSource } from '../../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../../src/manifest/given-files.ts';
import { inFolder, smallApp } from '../small-app.ts';
import { exportedApp, localApp } from './make-files.ts';

type Files = Record<string, string>;

function check(files: Files) {
  return checkSource(sourceOfFiles(files), '');
}

function within(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

describe('an app of local development', () => {
  test('loads as its author left it, with every part in its place', () => {
    const { app, problems } = check(localApp());
    expect(problems).toEqual([]);
    expect(app).toMatchObject({ name: 'acme-things-x1y2z3', label: 'Acme Things', version: '2', leftOut: [] });
    expect(app?.groups).toEqual([
      { label: 'Things', modules: ['getThing'] },
      { label: 'Other', modules: ['watchThings'] },
    ]);
    expect(app?.modules.get('getThing')).toMatchObject({
      moduleType: 'action',
      actionCrud: 'read',
      connection: 'acme',
    });
    expect(app?.modules.get('getThing')?.mappable.fields.map(({ name }) => name)).toEqual(['id', 'tag']);
    expect([...(app?.connections.keys() ?? [])]).toEqual(['acme']);
    expect(app?.functions.map(({ name }) => name)).toEqual(['double']);
  });

  test('a trigger with a webhook and without code passes its deliveries on, whatever is not stated', () => {
    const trigger = check(localApp()).app?.modules.get('watchThings');
    expect(trigger).toMatchObject({ moduleType: 'instant_trigger', webhook: 'things', connection: 'acme' });
    expect(trigger?.call).toBeUndefined();
  });

  test('is the same from a folder, and only the files it names are part of it', async () => {
    const sent = check(localApp());
    const onDisk = await inFolder({ ...localApp(), 'tests/broken.json': '{' }, checkApp);
    expect(onDisk.problems).toEqual([]);
    expect(onDisk.app?.digest).toBe(sent.app?.digest);
    expect(onDisk.app?.files.map(({ path }) => path)).not.toContain('README.md');
  });

  test('a list of components, names of the API and code that is no object of paths are read too', () => {
    const files = localApp();
    files['makecomapp.json'] = JSON.stringify({
      generalCodeFiles: [],
      components: {
        connection: [
          {
            name: 'acme',
            codeFiles: { api: 'connections/acme/api.iml.json', parameters: 'connections/acme/params.iml.json' },
          },
        ],
        module: [
          {
            name: 'getThing',
            moduleSubtype: 'search',
            connection: 'acme',
            codeFiles: {
              meta: 'modules/get.meta.json',
              api: './modules/get.iml.json',
              expect: 'modules/get.expect.iml.json',
              parameters: null,
            },
          },
        ],
      },
    });
    files['modules/get.meta.json'] = '{ "typeId": 4, "label": "Get It", "public": true }';
    files['base.json'] = '{ "baseUrl": "https://api.acme.example" }';
    const { app, problems } = check(files);
    expect(problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning UNREAD_FILES',
      'warning UNNAMED_FILE',
      'warning UNKNOWN_RPC',
    ]);
    expect(app).toMatchObject({ name: 'acme', version: '1' });
    expect(app?.modules.get('getThing')).toMatchObject({ moduleType: 'search', label: 'Get It' });
    expect(app?.modules.get('getThing')?.mappable.fields).toHaveLength(2);
    expect(app?.connections.get('acme')).toMatchObject({ connectionType: 'basic' });
  });
});

describe('what is wrong with an app of local development', () => {
  function broken(change: (files: Files) => void) {
    const files = localApp();
    change(files);
    return check(files);
  }

  test('a file that is not there is named where it is named, and its module is left out while the rest loads', () => {
    const { app, problems } = broken((files) => delete files['modules/get.iml.json']);
    expect(problems).toMatchObject([
      {
        file: 'makecomapp.json',
        pointer: '/components/module/getThing/codeFiles/communication',
        position: { line: 16 },
        code: 'FILE_MISSING',
        severity: 'error',
      },
    ]);
    expect(app?.leftOut).toEqual([{ kind: 'module', name: 'getThing', label: 'Get a Thing' }]);
    expect([...(app?.modules.keys() ?? [])]).toEqual(['watchThings']);
    expect(app?.groups).toEqual([{ label: 'Other', modules: ['watchThings'] }]);
  });

  test('a mistake in the code of a module is found at its line in its own file', () => {
    const { app, problems } = broken((files) => {
      files['modules/get.iml.json'] = '{\n  "url": "/things",\n  "response": { "output": "{{nope(1)}}" }\n}';
    });
    expect(problems).toMatchObject([
      {
        file: 'modules/get.iml.json',
        pointer: '/response/output',
        position: { line: 3 },
        code: 'IML_UNKNOWN_FUNCTION',
      },
    ]);
    expect(app?.modules.has('getThing')).toBe(false);
  });

  test('what cannot be without a broken connection is left out with it', () => {
    const { app, problems } = broken((files) => {
      files['connections/acme/params.iml.json'] = '[';
    });
    const codes = problems.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['JSON_SYNTAX', 'UNKNOWN_CONNECTION']));
    expect(app).toBeUndefined();
  });

  test('a broken base leaves nothing to load', () => {
    const { app, problems } = broken((files) => {
      files['general/base.iml.json'] = '{ "baseUrl": "{{nope(1)}}" }';
    });
    expect(app).toBeUndefined();
    expect(problems).toContainEqual(expect.objectContaining({ file: 'general/base.iml.json', severity: 'error' }));
  });

  test('keys and kinds that are not known are warnings', () => {
    const { app, problems } = broken((files) => {
      files['makecomapp.json'] = files['makecomapp.json']!.replace(
        '"label": "Tags"',
        '"label": "Tags", "colour": 1',
      ).replace('"rpc": {', '"endpoint": { "e": {} }, "rpc": {');
    });
    expect(app?.modules.size).toBe(2);
    expect(problems.map(({ code, severity }) => `${code} ${severity}`).toSorted()).toEqual([
      'UNKNOWN_KEY warning',
      'UNKNOWN_KIND warning',
    ]);
  });

  test('fields no form could hold are passed over, each with a word at its place, and all others stay', () => {
    const { app, problems } = broken((files) => {
      files['modules/get.expect.iml.json'] = `[
        { "type": "hidden" },
        "rpc://listTags",
        null,
        { "name": "id", "type": "text" },
        { "name": "id", "type": "number" },
        { "name": "list", "type": "array", "spec": [{ "name": "a" }, { "label": "no name" }] },
        { "name": "odd", "type": "hologram" },
        { "name": "kind", "type": "select", "options": [{ "label": "x", "value": "x", "nested": [{ "type": "text" }] }] },
        { "name": "both", "type": "boolean", "nested": { "true": [{ "name": "to", "type": "text" }], "false": [{ "type": "text" }] } }
      ]`;
    });
    const form = app?.modules.get('getThing')?.mappable;
    expect(form?.fields.flatMap(({ name }) => name ?? [])).toEqual(
      expect.arrayContaining(['id', 'list', 'odd', 'kind']),
    );
    expect(form?.accept({ id: 'a', odd: { any: 1 }, list: [{ a: 'b' }], kind: 'x' })).toMatchObject({ problems: [] });
    expect(problems.map(({ code, severity, pointer }) => `${severity} ${code} ${pointer}`)).toEqual([
      'warning FIELD_NOT_USED /0',
      'warning FIELD_NOT_USED /2',
      'warning FIELD_NOT_USED /4',
      'warning FIELD_NOT_USED /5/spec/1',
      'warning FIELD_NOT_USED /6/type',
      'warning FIELD_NOT_USED /7/options/0/nested/0',
      'warning FIELD_NOT_USED /8/nested/false/0',
    ]);
  });

  test.each(['../../etc/passwd', '/etc/passwd', 'a/../../x.json', '..', 'modules\\get.iml.json', 'C:/x'])(
    'the path %j leads nowhere',
    async (path) => {
      const files = localApp();
      files['makecomapp.json'] = files['makecomapp.json']!.replace(
        'modules/get.iml.json',
        path.replaceAll('\\', '\\\\'),
      );
      for (const { app, problems } of [check(files), await inFolder(files, checkApp)]) {
        expect(problems).toMatchObject([
          { code: 'UNREAD_FILES', message: expect.stringContaining('modules/get.iml.json') },
          { code: 'PATH_OUTSIDE', file: 'makecomapp.json', severity: 'error' },
        ]);
        expect(app?.modules.has('getThing')).toBe(false);
      }
    },
  );

  test('a link is not followed, nor a folder that is one', async () => {
    const files = localApp();
    files['makecomapp.json'] = files['makecomapp.json']!.replace('modules/get.iml.json', 'out/hostname');
    const { problems } = await inFolder(files, async (folder) => {
      await symlink('/etc', join(folder, 'out'));
      return checkApp(folder);
    });
    expect(problems).toMatchObject([{ code: 'UNREAD_FILES' }, { code: 'NOT_A_FILE' }]);
  });
});

describe('an exported app', () => {
  test('loads with types as numbers or words, and accounts as a list', () => {
    const { app, problems } = check(exportedApp());
    expect(problems).toEqual([]);
    expect(app).toMatchObject({ name: 'acme-9', label: 'Acme', version: '3', theme: '#1eaa7d' });
    expect(app?.modules.get('findThings')).toMatchObject({ moduleType: 'search', connection: 'acme-9' });
    expect(app?.modules.get('Trigger')).toMatchObject({ moduleType: 'instant_trigger', webhook: 'acme-9' });
    expect(app?.connections.get('acme-9')).toMatchObject({ connectionType: 'basic' });
    expect(app?.webhooks.get('acme-9')).toMatchObject({ webhookType: 'web-shared' });
    expect(app?.rpcs.get('tags')).toMatchObject({ connection: 'acme-9' });
    expect(app?.functions).toMatchObject([{ name: 'double', path: 'functions/double/code.js' }]);
  });

  test('a file nobody reads is named', () => {
    const { app, problems } = check({ ...exportedApp(), 'modules/findThings/notes.json': '{ "a": 1 }' });
    expect(app).toBeDefined();
    expect(problems).toMatchObject([
      { file: 'modules/findThings/notes.json', code: 'UNKNOWN_FILE', severity: 'warning' },
    ]);
  });

  test('a file that cannot be parsed leaves only its module out', () => {
    const { app, problems } = check({ ...exportedApp(), 'modules/findThings/api.imljson': '{ "url": ' });
    expect(problems).toMatchObject([{ file: 'modules/findThings/api.imljson', code: 'JSON_SYNTAX' }]);
    expect(app?.leftOut).toEqual([{ kind: 'module', name: 'findThings', label: 'Find Things' }]);
  });
});

test('one file per component', () => {
  const { app, problems } = check({
    'metadata.json': '{ "name": "acme", "label": "Acme" }',
    'base.imljson': '{ "baseUrl": "https://api.acme.example" }',
    'connections/acme.imljson':
      '{ "label": "Acme", "parameters": [], "communication": { "url": "https://api.acme.example/me" } }',
    'modules/getThing.imljson':
      '{ "label": "Get", "type": "action", "connection": "acme", "parameters": [], "communication": { "url": "/thing" }, "interface": [] }',
  });
  expect(problems).toEqual([]);
  expect(app?.modules.get('getThing')).toMatchObject({ label: 'Get', moduleType: 'action', connection: 'acme' });
});

test('everything in one folder', () => {
  const { app, problems } = check({
    'app.json': '{ "name": "acme", "label": "Acme" }',
    'base.imljson': '{ "baseUrl": "https://api.acme.example" }',
    'module.getThing.api.imljson': '{ "url": "/thing" }',
    'module.getThing.metadata.json': '{ "label": "Get", "type": "4" }',
    'module.getThing.interface.imljson': '[]',
    'function.double.code.js': 'function double() {}',
  });
  expect(problems).toEqual([]);
  expect(app).toMatchObject({ name: 'acme', label: 'Acme' });
  expect(app?.modules.get('getThing')).toMatchObject({ label: 'Get', moduleType: 'action' });
  expect(app?.functions.map(({ name }) => name)).toEqual(['double']);
});

describe('an app in a folder below', () => {
  test('is found when it is the only one', () => {
    const { app, problems } = check({ 'README.md': '#', ...within('src/acme', localApp()) });
    expect(problems).toEqual([]);
    expect(app?.name).toBe('acme-things-x1y2z3');
    expect(app?.files.every(({ path }) => path.startsWith('src/acme/'))).toBe(true);
  });

  test('several are named, so that people choose one', () => {
    const { app, problems } = check({
      ...within('a', localApp()),
      ...within('b', exportedApp()),
      ...within('c', smallApp()),
    });
    expect(app).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'SEVERAL_APPS', message: expect.stringContaining('a, b, c') }]);
  });
});
