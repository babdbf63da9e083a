import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type ExampleFiles, problemsOf } from '../../../src/manifest/checks/check.ts';
import { CHECKS } from '../../../src/manifest/checks/index.ts';
import { COMPONENT_FOLDERS, sourceOf } from '../../../src/manifest/layouts/own.ts';
import type { SourceKind } from '../../../src/manifest/source-file.ts';

test.each(CHECKS)('$code: its good example passes and its bad one does not', (check) => {
  expect(problemsOf(check, sourceFrom(check.examples.good))).toEqual([]);
  const [problem] = problemsOf(check, sourceFrom(check.examples.bad));
  expect(problem).toMatchObject({ code: check.code, severity: check.severity });
  expect(problem?.fix).toMatch(/\.$/);
});

test.each(CHECKS)('$code: bears files of any shape', (check) => {
  const strange: unknown[] = [null, 1, 'text', [], [[]], {}, { name: 1, parameters: {}, communication: 'x' }];
  for (const json of strange) {
    const files = {
      'manifest.json': json,
      'modules/a.json': json,
      'webhooks/a.json': json,
      'connections/a.json': json,
    };
    expect(Array.isArray(problemsOf(check, sourceFrom(files)))).toBe(true);
  }
  expect(problemsOf(check, sourceOf([]))).toEqual([]);
});

test('every rule has its own code, and every file of a rule is registered', () => {
  expect(new Set(CHECKS.map(({ code }) => code)).size).toBe(CHECKS.length);
  const files = readdirSync(new URL('../../../src/manifest/checks', import.meta.url));
  expect(CHECKS).toHaveLength(files.filter((name) => name !== 'index.ts' && name !== 'check.ts').length);
});

function sourceFrom(files: ExampleFiles) {
  return sourceOf(
    Object.entries(files).map(([path, json]) => ({ path, kind: kindOf(path), text: JSON.stringify(json) })),
  );
}

function kindOf(path: string): SourceKind {
  const folder = path.split('/')[0];
  const found = Object.entries(COMPONENT_FOLDERS).find(([, name]) => name === folder);
  return (found?.[0] ?? 'manifest') as SourceKind;
}
