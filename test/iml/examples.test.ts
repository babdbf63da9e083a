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
