import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Collection, isCollection } from '../../src/core/json.ts';
import { checkSource } from '../../src/manifest/check-app.ts';
import { parseSource, type SourceKind } from '../../src/manifest/source-file.ts';
import { COMPONENT_FOLDERS, sourceOf } from '../../src/manifest/layouts/own.ts';
import { smallApp } from './small-app.ts';

const APP = Object.entries(smallApp()).map(([path, text]) => ({ path, kind: kindOf(path), text }));

test('whatever stands in place of any value, the findings are located and nothing is thrown', () => {
  const places = APP.flatMap((file, index) => pathsIn(jsonOf(file)).map((path) => ({ index, path })));
  fc.assert(
    fc.property(fc.constantFrom(...places), strangeValue(), ({ index, path }, value) => {
      const files = APP.map((file, at) =>
        at === index ? { ...file, text: JSON.stringify(replaced(jsonOf(file), path, value)) } : file,
      );
      const { problems, app } = checkSource(sourceOf(files), '/app');
      const errors = problems.filter(({ severity }) => severity === 'error');
      expect(app === undefined).toBe(errors.length > 0);
      for (const problem of problems) {
        expect(problem.file).toMatch(/\.json$/);
        expect(problem.position?.line).toBeGreaterThan(0);
        expect(problem.message).toMatch(/\S/);
      }
    }),
    { numRuns: 300 },
  );
});

test('a schema speaks for the compiler behind it: one place has one finding', () => {
  const broken = APP.map((file) =>
    file.kind === 'rpc' ? { ...file, text: '{ "name": "listTags", "label": "Tags", "communication": [5] }' } : file,
  );
  const { problems } = checkSource(sourceOf(broken), '/app');
  expect(problems).toMatchObject([{ file: 'rpcs/list-tags.json', pointer: '/communication/0', code: 'WRONG_TYPE' }]);
});

function strangeValue() {
  return fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('{{', '{{(}}', '{{nosuch()}}', 'rpc://nothing', '', '{{parameters.x}}', null, [[]], [null], {
      '{{...}}': 1,
    }),
  );
}

function pathsIn(value: unknown, path: readonly string[] = []): string[][] {
  const children = Array.isArray(value) || isCollection(value) ? Object.entries(value as Collection) : [];
  return [[...path], ...children.flatMap(([key, child]) => pathsIn(child, [...path, key]))];
}

function replaced(json: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(json))
    return json.map((child, index) => (String(index) === key ? replaced(child, rest, value) : child));
  return { ...(json as Collection), [key]: replaced((json as Collection)[key], rest, value) };
}

function jsonOf(file: (typeof APP)[number]): unknown {
  return parseSource(file, 64).json;
}

function kindOf(path: string): SourceKind {
  const found = Object.entries(COMPONENT_FOLDERS).find(([, folder]) => path.startsWith(`${folder}/`));
  return (found?.[0] ?? 'manifest') as SourceKind;
}
