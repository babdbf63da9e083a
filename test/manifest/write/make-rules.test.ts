import { describe, expect, test } from '@jest/globals';
import { isCollection, ownValue } from '../../../src/core/json.ts';
import { readManifest } from '../../../src/manifest/read-manifest.ts';
import { entriesOf } from '../../../src/manifest/sections.ts';
import { writeLocalApp } from '../../../src/manifest/write/local-app.ts';
import { SONAR_APP_FOLDER } from '../../../src/runtime.ts';

// Make refuses files that break these rules when an app is deployed, so that the written Sonar app keeps to them.

const files = writeLocalApp(await readManifest(SONAR_APP_FOLDER));
const read = (path: string): unknown => JSON.parse(files[path] ?? 'null');
const ending = (suffix: string) =>
  Object.keys(files)
    .filter((path) => path.endsWith(suffix))
    .map((path) => [path, read(path)] as const);
const words = (text: string): readonly string[] => text.split(' ');

const REQUEST = words(
  'url encodeUrl method headers qs ca body type temp condition gzip aws followRedirects followAllRedirects log oauth pagination output iterate respond verification repeat response',
);
const BASE = words(
  'url baseUrl encodeUrl method headers qs ca body timeout type temp condition aws followRedirects followAllRedirects log oauth pagination response',
);
const RESPONSE = words('type valid limit error iterate temp output data metadata uid wrapper expires trigger oauth');
const FIELD = words(
  'name label help type default required advanced mappable editable mode multiline multiple grouped dynamic sort sequence tags validate pattern spec nested options rpc labels semantic extension codepage convert time metadata',
);
const NAME = /^.{1,128}$/;
const LABEL = /^.{1,256}$/;
const MOST_MESSAGE = 1024;

function keysOf(value: unknown): readonly string[] {
  return isCollection(value) ? Object.keys(value) : [];
}

function requestsIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** What is wrong with the answer to an error: with a status of its own it needs a message of its own. */
function wrongErrors(error: unknown): readonly string[] {
  const byStatus = keysOf(error).filter((key) => /^\d{3}$/.test(key));
  const messages = [error, ownValue(error, 'message'), ...byStatus.map((key) => messageOf(ownValue(error, key)))];
  const lacking = byStatus.filter((key) => messageOf(ownValue(error, key)) === undefined);
  const tooLong = messages.filter((text) => typeof text === 'string' && text.length > MOST_MESSAGE).map(String);
  const own = keysOf(error).length > 0 && messageOf(error) === undefined ? ['no message'] : [];
  return [...lacking, ...tooLong, ...own];
}

const messageOf = (value: unknown): unknown => ownValue(value, 'message');

describe.each([...ending('.communication.iml.json'), ...ending('tach.iml.json')])('%s', (path, value) => {
  test('holds only directives of its place, and tells every error in words', () => {
    for (const request of requestsIn(value)) {
      expect(REQUEST).toEqual(expect.arrayContaining([...keysOf(request)]));
      expect(RESPONSE).toEqual(expect.arrayContaining([...keysOf(ownValue(request, 'response'))]));
      expect(wrongErrors(ownValue(ownValue(request, 'response'), 'error'))).toEqual([]);
      // Only modules, RPCs and the registration of webhooks stand on the base.
      const url = ownValue(request, 'url');
      if (path.startsWith('connections/')) expect(url).toMatch(/^(https:\/\/|\{\{)/);
      if (typeof url === 'string') expect(url.length).toBeLessThanOrEqual(512);
    }
  });
});

test('the base repeats nothing and judges no item', () => {
  const base = read('general/base.iml.json');
  expect(BASE).toEqual(expect.arrayContaining([...keysOf(base)]));
  expect(words('type valid limit error iterate temp output data')).toEqual(
    expect.arrayContaining([...keysOf(ownValue(base, 'response'))]),
  );
  expect(wrongErrors(ownValue(ownValue(base, 'response'), 'error'))).toEqual([]);
});

describe.each([...ending('params.iml.json'), ...ending('.interface.iml.json')])('%s', (_, value) => {
  test('is a list of fields with names, and with no key that Make does not know', () => {
    for (const field of fieldsIn(value)) {
      if (typeof field === 'string') expect(field).toMatch(/^rpc:\/\//);
      else expect(FIELD).toEqual(expect.arrayContaining([...keysOf(field)]));
      const [name, label] = [ownValue(field, 'name'), ownValue(field, 'label')];
      if (isCollection(field)) expect(name).toEqual(expect.stringMatching(NAME));
      expect(label ?? 'none').toEqual(expect.stringMatching(LABEL));
    }
  });
});

test('samples are one bundle each, groups are labels with modules, and scopes are lists', () => {
  for (const [, value] of ending('.samples.iml.json')) expect(isCollection(value)).toBe(true);
  for (const { value } of entriesOf(read('modules/groups.json'), '')) {
    expect(keysOf(value)).toEqual(['label', 'modules']);
  }
  for (const [, value] of ending('scope.iml.json')) expect(value).toEqual([]);
});

/** Fields at every depth: those of collections and lists too. */
function fieldsIn(value: unknown): readonly unknown[] {
  const fields = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return fields.flatMap((field) => [field, ...fieldsIn(ownValue(field, 'spec'))]);
}
