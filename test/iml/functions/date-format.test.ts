import { expect, test } from '@jest/globals';
import { compileTemplate } from '../../../src/iml/template.ts';
import { evaluationOf } from '../evaluation-of.ts';

test.each(['formatDate(now; format)', 'parseDate("2026-01-01"; format)'])(
  '%s refuses a format that is a flood',
  (expression) => {
    const template = compileTemplate(`{{${expression}}}`, { mode: 'app' });
    const evaluate = () => template.evaluate(evaluationOf({ format: 'Y'.repeat(200_000) }));
    expect(evaluate).toThrow('A date format of 200000 characters is too long.');
  },
);
