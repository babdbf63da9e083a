import { expect, test } from '@jest/globals';
import { addBranch, branchesOf, moveBranch, removeBranch, setBranch } from '../../../src/web/model/if-else.ts';
import { insertAfter } from '../../../src/web/model/place-step.ts';
import { stepAt } from '../../../src/web/model/step-path.ts';
import type { Blueprint } from '../../../src/web/model/blueprint.ts';
import { examples, kinds, made, reasonOf, scenarioOf, shapeOf, watch } from './stage.ts';

const source = examples.find(([name]) => name === 'if-else-merge.json')![1];
const path = ['flow', 1];
const labels = (blueprint: Blueprint) => branchesOf(stepAt(blueprint, path) ?? watch).map(({ label }) => label);
const merged = (blueprint: Blueprint) => stepAt(blueprint, ['flow', 2]);
const three = made(addBranch(source, path));

test('a branch is added before the one for everything else, and the merge makes room for it', () => {
  expect(labels(three)).toEqual(['Regular', 'Branch 2', 'Anyone else']);
  expect(merged(three)).toMatchObject({
    filters: [null, null, null],
    outputs: [{ name: 'text', mappings: ['{{3.value}}', '', '{{4.value}}'] }],
  });
});

test('a branch that moves or goes takes its part of the merge along', () => {
  const moved = made(moveBranch(three, path, 0, 1));
  expect(labels(moved)).toEqual(['Branch 2', 'Regular', 'Anyone else']);
  expect(merged(moved)?.['outputs']).toEqual([{ name: 'text', mappings: ['', '{{3.value}}', '{{4.value}}'] }]);
  const gone = made(removeBranch(moved, path, 0));
  expect(gone).toEqual(source);
  expect(shapeOf(made(removeBranch(source, path, 0)))).toBe('1 2 >4 5 6');
});

test('the branch for everything else stays the last, and one branch stays', () => {
  expect(reasonOf(moveBranch(three, path, 1, 2))).toMatch(/stays the last/);
  expect(reasonOf(moveBranch(three, path, 0, -1))).toMatch(/end of the order/);
  expect(reasonOf(removeBranch(made(removeBranch(source, path, 0)), path, 0))).toMatch(/at least one branch/);
  expect(reasonOf(addBranch(source, ['flow', 0]))).toMatch(/not there any more/);
});

test('settings change one branch and leave the merge as it is', () => {
  const changed = made(setBranch(source, path, 0, { label: 'Loyal', disabled: true }));
  expect(labels(changed)).toEqual(['Loyal', 'Anyone else']);
  expect(merged(changed)).toEqual(merged(source));
});

test('an if-else without a merge behind it is changed alone', () => {
  const lone = made(insertAfter(scenarioOf(watch), ['flow', 0], { module: 'builtin:BasicIfElse' }, kinds));
  expect(labels(made(addBranch(lone, path)))).toEqual(['Branch 1', 'Branch 2', 'Else']);
});
