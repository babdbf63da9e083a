import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { BUILT_IN_FUNCTIONS } from '../../src/iml/functions/index.ts';
import { compileExpression } from '../../src/iml/template.ts';
import type { ImlMode } from '../../src/iml/evaluation.ts';
import { evaluationOf } from './evaluation-of.ts';

const MODES: readonly ImlMode[] = ['app', 'scenario'];
const EXAMPLES = [...BUILT_IN_FUNCTIONS.values()].flatMap((entry) => entry.examples);

test.each(EXAMPLES)('$expression gives what its example says, in apps and in scenarios', (example) => {
  for (const mode of MODES) {
    const value = compileExpression(example.expression, { mode }).evaluate(evaluationOf(example.given ?? {}));
    expect(value).toEqual(example.result);
  }
});

test.each([...BUILT_IN_FUNCTIONS.values()])('$name says what it is for', (entry) => {
  expect(entry.signature.startsWith(`${entry.name}(`)).toBe(true);
  expect(entry.summary.endsWith('.')).toBe(true);
});

test.each([...BUILT_IN_FUNCTIONS.keys()])('%s has at least three cases of its own', (name) => {
  const folder = new URL('../cases/iml/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.startsWith('functions-'));
  const texts = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
  expect(texts.split(`${name}(`).length - 1).toBeGreaterThanOrEqual(3);
});
