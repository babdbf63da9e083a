import { expect, test } from '@jest/globals';
import { readWrittenJson } from '../../../src/web/model/written-json.ts';

test('JSON is read, and where it stops being JSON is said', () => {
  expect(readWrittenJson(' {"a": [1]} ')).toEqual({ value: { a: [1] } });
  expect(readWrittenJson('{\n  "a": oops\n}')).toEqual({ problem: 'This is no JSON from line 2, column 8 on.' });
  expect(readWrittenJson('')).toEqual({ problem: 'This is no JSON from line 1, column 1 on.' });
});
