import { expect, test } from '@jest/globals';
import { compileForm } from '../../src/forms/form.ts';
import { FORM_RULES } from '../../src/forms/form-rules.ts';

test.each(FORM_RULES)('$summary', ({ fields, given, settings, result, problem }) => {
  const { values, problems } = compileForm(fields).accept(given, settings);
  expect(problems.map(({ code }) => code)).toEqual(problem === undefined ? [] : [problem]);
  if (result !== undefined) expect(values).toEqual(result);
});
