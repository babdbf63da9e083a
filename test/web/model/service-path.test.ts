import { expect, test } from '@jest/globals';
import { entryPath, parentPath, rootPath } from '../../../src/web/model/service-path.ts';

test('paths begin with a slash, unless the app does not show its root', () => {
  expect(rootPath({ store: 'rpc://list' })).toBe('/');
  expect(rootPath({ showRoot: false })).toBe('');
  expect(rootPath('rpc://list')).toBe('/');
});

test.each([
  ['/', 'photos', '/photos'],
  ['/photos', 'may', '/photos/may'],
  ['/photos', '/may', '/photos/may'],
  ['', 'id-1', 'id-1'],
  ['id-1', 'id-2', 'id-1/id-2'],
])('in %j stands %j at %j', (folder, value, path) => {
  expect(entryPath(folder, value)).toBe(path);
});

test.each([
  ['/photos/may', '/', '/photos'],
  ['/photos', '/', '/'],
  ['/', '/', '/'],
  ['id-1/id-2', '', 'id-1'],
  ['id-1', '', ''],
])('from %j the way up below %j is %j', (path, root, parent) => {
  expect(parentPath(path, root)).toBe(parent);
});
