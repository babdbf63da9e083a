import { expect, test } from '@jest/globals';
import { readOutput } from '../../../src/web/model/substitute-output.ts';

test('one bundle and a list of bundles are outputs', () => {
  expect(readOutput('{"id":1}')).toEqual({ output: { id: 1 } });
  expect(readOutput('[{"id":1},{}]')).toEqual({ output: [{ id: 1 }, {}] });
  expect(readOutput('[]')).toEqual({ output: [] });
});

test.each(['"text"', '12', 'null', '[1]', '[[{}]]'])('%s is no bundle', (text) => {
  expect(readOutput(text)).toEqual({ refused: expect.stringContaining('A bundle is an object') });
});

test('what does not parse is refused with the place', () => {
  expect(readOutput('{"id":')).toEqual({ refused: expect.stringMatching(/^This is no JSON yet: .+\.$/) });
});
