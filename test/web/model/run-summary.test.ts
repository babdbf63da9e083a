import { describe, expect, test } from '@jest/globals';
import type { Step } from '../../../src/web/model/blueprint.ts';
import { filterCounts, passedText, runSentence, sumByModule } from '../../../src/web/model/run-summary.ts';
import type { SummedOperation } from '../../../src/web/model/run-summary.ts';

const FILTER = { name: 'vip', conditions: [[{ a: '{{1.vip}}', o: 'boolean:equal', b: 'true' }]] };

function step(id: number, more: Partial<Step> = {}): Step {
  return { id, module: 'sonar:sendMessage', ...more };
}

function operation(key: string, bundles = 1, more: Partial<SummedOperation> = {}): SummedOperation {
  return {
    key,
    moduleId: Number(key.split(':')[0]),
    status: 'success',
    outputs: Array.from({ length: bundles }, () => ({})),
    durationMs: 5,
    ...more,
  };
}

describe('the operations of a module', () => {
  test('add up, and the worst of them is how it went', () => {
    const sums = sumByModule([operation('1', 3), operation('2:1', 1), operation('2:2', 0, { status: 'error' })]);
    expect(sums.get(1)).toEqual({ status: 'success', operations: 1, bundles: 3, durationMs: 5 });
    expect(sums.get(2)).toEqual({ status: 'error', operations: 2, bundles: 1, durationMs: 10 });
  });

  test('are skipped only when all were', () => {
    const skipped = { status: 'skipped' } as const;
    expect(sumByModule([operation('2:1', 1, skipped)]).get(2)?.status).toBe('skipped');
    expect(sumByModule([operation('2:1', 1, skipped), operation('2:2')]).get(2)?.status).toBe('success');
  });
});

describe('what filters did', () => {
  test('bundles that led to no operation were stopped', () => {
    const blueprint = { flow: [step(1), step(2, { filter: FILTER })] };
    const counts = filterCounts(blueprint, [operation('1', 3), operation('2:2')]);
    expect(counts).toEqual(new Map([[2, { came: 3, passed: 1 }]]));
    expect(passedText({ came: 3, passed: 1 })).toBe('1 of 3 passed');
  });

  test('deeper modules get the bundles of each operation before them', () => {
    const blueprint = { flow: [step(1), step(2), step(3, { filter: FILTER })] };
    const operations = [operation('1', 2), operation('2:1', 2), operation('2:2', 1), operation('3:1.2')];
    expect(filterCounts(blueprint, operations).get(3)).toEqual({ came: 3, passed: 1 });
  });

  test('the filters of routes get the bundles that came to the router', () => {
    const routes = [{ flow: [step(4, { filter: FILTER })] }, { flow: [step(5)] }];
    const blueprint = { flow: [step(1), step(3, { module: 'builtin:BasicRouter', routes })] };
    const counts = filterCounts(blueprint, [operation('1', 2), operation('4:1'), operation('5:1'), operation('5:2')]);
    expect(counts).toEqual(new Map([[4, { came: 2, passed: 1 }]]));
  });

  test('without a filter nothing is counted', () => {
    expect(filterCounts({ flow: [step(1), step(2, { filter: null })] }, [operation('1')]).size).toBe(0);
  });
});

test.each([
  ['warning', 3, 2, 'Run finished with a warning: 3 operations, 2 bundles filtered out.'],
  ['success', 1, 0, 'Run finished: 1 operation.'],
  ['error', 1200, 1, 'Run finished with an error: 1200 operations, 1 bundle filtered out.'],
  ['stopped', 0, 0, 'Run stopped: 0 operations.'],
])('a run that ended with %s is told in a sentence', (status, operations, stopped, sentence) => {
  expect(runSentence(status, operations, new Map([[2, { came: stopped, passed: 0 }]]))).toBe(sentence);
});
