import { resolve } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileScenario } from '../../../src/engine/blueprint/blueprint.ts';
import type { App } from '../../../src/manifest/app.ts';
import { loadApp } from '../../../src/manifest/load.ts';
import { idOf, type Blueprint } from '../../../src/web/model/blueprint.ts';
import { copyText, fitted, readPasted } from '../../../src/web/model/clipboard.ts';
import { directiveOf, DIRECTIVES } from '../../../src/web/model/directives.ts';
import type { Edit } from '../../../src/web/model/edit.ts';
import { addErrorHandler, removeErrorHandler } from '../../../src/web/model/error-handler.ts';
import { moveEarlier, moveLater, moveTo } from '../../../src/web/model/move-step.ts';
import { duplicateStep, insertAfter, insertSteps, removeStep, replaceStep } from '../../../src/web/model/place-step.ts';
import { endsItsList } from '../../../src/web/model/placement.ts';
import { withPositions } from '../../../src/web/model/positions.ts';
import { addRoute, moveRoute, removeRoute } from '../../../src/web/model/routes.ts';
import {
  allSteps,
  indexOf,
  listOf,
  pointerOf,
  stepAt,
  stepsAt,
  type StepPath,
} from '../../../src/web/model/step-path.ts';
import { kinds, router, scenarioOf, send, watch } from './stage.ts';

let apps: ReadonlyMap<string, App>;
beforeAll(async () => {
  const app = await loadApp(resolve(import.meta.dirname, '../../..'));
  apps = new Map([[app.name, app]]);
});

type Attempt = (blueprint: Blueprint, path: StepPath, other: StepPath) => Edit;

const MODULES = [
  'sonar:sendMessage',
  'sonar:watchNewCustomer',
  'builtin:BasicRouter',
  'builtin:BasicIfElse',
  'builtin:Ignore',
  'builtin:BasicFeeder',
];

const attempts: readonly Attempt[] = [
  ...MODULES.map(
    (module): Attempt =>
      (blueprint, path) =>
        insertAfter(blueprint, path, { module }, kinds),
  ),
  ...MODULES.map(
    (module): Attempt =>
      (blueprint, path) =>
        replaceStep(blueprint, path, { module }, kinds),
  ),
  ...DIRECTIVES.map(
    (directive): Attempt =>
      (blueprint, path) =>
        addErrorHandler(blueprint, path, directive),
  ),
  (blueprint, path) => removeStep(blueprint, path),
  (blueprint, path) => moveEarlier(blueprint, path, kinds),
  (blueprint, path) => moveLater(blueprint, path, kinds),
  (blueprint, path) => duplicateStep(blueprint, path, kinds),
  (blueprint, path) => removeErrorHandler(blueprint, path),
  (blueprint, path) => addRoute(blueprint, path),
  (blueprint, path) => removeRoute(blueprint, path, 0),
  (blueprint, path) => moveRoute(blueprint, path, 0, 1),
  (blueprint, path, other) => moveTo(blueprint, path, { list: listOf(other), index: Number(other.at(-1)) }, kinds),
  (blueprint, path, other) => pasteBehind(blueprint, path, other),
];

function pasteBehind(blueprint: Blueprint, path: StepPath, other: StepPath): Edit {
  const step = stepAt(blueprint, path);
  const pasted = readPasted(copyText(step === undefined ? [] : [step]));
  if (!pasted.ok) return pasted;
  const place = { list: listOf(other), index: Number(other.at(-1)) + 1 };
  return insertSteps(blueprint, place, fitted(blueprint, pasted.steps), kinds);
}

const start = scenarioOf(watch, send(2), router(3, [send(4), send(5)], [send(6)], []));
const pick = fc.nat({ max: 50 });
const moves = fc.array(fc.tuple(fc.nat({ max: attempts.length - 1 }), pick, pick), { minLength: 1, maxLength: 20 });

test('no row of edits leaves a scenario the engine would not take', () => {
  fc.assert(
    fc.property(moves, (row) => {
      let blueprint: Blueprint = start;
      for (const [attempt, first, second] of row) {
        const before = JSON.stringify(blueprint);
        const edit = tried(blueprint, attempts[attempt]!, [first, second]);
        expect(JSON.stringify(blueprint)).toBe(before);
        if (edit?.ok === true) blueprint = edit.blueprint;
        else expect(edit?.reason ?? 'Empty.').toMatch(/^[A-Z].*\.$/);
        expect(faultsOf(blueprint)).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});

function tried(blueprint: Blueprint, attempt: Attempt, [first, second]: [number, number]): Edit | undefined {
  const steps = allSteps(blueprint);
  const path = steps[first % steps.length]?.path;
  const other = steps[second % steps.length]?.path;
  return path === undefined || other === undefined ? undefined : attempt(blueprint, path, other);
}

/** What is wrong with the structure of a scenario, apart from inputs nobody has filled in. */
function faultsOf(blueprint: Blueprint): readonly string[] {
  const steps = allSteps(withPositions(blueprint));
  const ids = steps.map(({ step }) => idOf(step));
  const repeated = new Set(ids).size === ids.length ? [] : [`numbers twice: ${ids.join(' ')}`];
  const empty = steps.filter(({ step }) => Array.isArray(step.onerror) && step.onerror.length === 0);
  const misplaced = steps.filter(({ step, path }) => {
    const behind = stepsAt(blueprint, listOf(path)).length - 1 - indexOf(path);
    const isDirective = directiveOf(step.module) !== undefined;
    const isTrigger = kinds.isTrigger(step.module) && pointerOf(path) !== '/flow/0';
    return isTrigger || (endsItsList(step) && behind > 0) || (isDirective && !path.includes('onerror'));
  });
  const structural = compileScenario(blueprint, apps).problems.filter(({ code }) => STRUCTURAL.has(code));
  return [
    ...repeated,
    ...misplaced.map(({ step, number }) => `${number} ${step.module} stands where it cannot`),
    ...empty.map(({ number }) => `empty error handler of ${number}`),
    ...structural.map(({ message }) => message),
  ];
}

const STRUCTURAL: ReadonlySet<string> = new Set(['TRIGGER_NOT_FIRST', 'DUPLICATE_ID', 'NO_ID', 'NO_MODULE']);
