import { resolve } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { compileScenario } from '../../../src/engine/blueprint/blueprint.ts';
import type { App } from '../../../src/manifest/app.ts';
import { loadApp } from '../../../src/manifest/load.ts';
import { idOf } from '../../../src/web/model/blueprint.ts';
import { allSteps } from '../../../src/web/model/step-path.ts';
import { templates } from '../../../src/web/model/templates.ts';
import { withPositions } from '../../../src/web/model/positions.ts';

let apps: ReadonlyMap<string, App>;
beforeAll(async () => {
  const app = await loadApp(resolve(import.meta.dirname, '../../..'));
  apps = new Map([[app.name, app]]);
});

const names = templates('con_1').map(({ name }) => name);

test('there are three templates', () => {
  expect(names).toEqual(['Welcome text for new customers', 'Tag bug reports', 'Sync property']);
});

test.each(names)('%s compiles without a finding, and starts with a delivery', (name) => {
  const template = templates('con_1').find((other) => other.name === name);
  const compiled = compileScenario(template?.blueprint, apps);
  expect(compiled.problems).toEqual([]);
  expect(compiled.name).toBe(name);
  expect(compiled.trigger.kind).toBe('instant');
  expect(compiled.steps.filter(({ isWrite }) => isWrite).length).toBeGreaterThan(0);
});

test.each(names)('%s without a connection lacks nothing else', (name) => {
  const template = templates(undefined).find((other) => other.name === name);
  const codes = compileScenario(template?.blueprint, apps).problems.map(({ code }) => code);
  expect(new Set(codes)).toEqual(new Set(['NO_CONNECTION']));
});

test.each(names)('%s names its modules as the app does, and every one has a place', (name) => {
  const template = templates('con_1').find((other) => other.name === name)!;
  const compiled = compileScenario(template.blueprint, apps);
  const listed = template.modules.map(({ id, module, label }) => ({ id, module, label }));
  expect(listed).toEqual(
    allSteps(template.blueprint).map(({ step }) => {
      const found = compiled.stepsById.get(idOf(step) ?? -1);
      return { id: found?.id, module: found?.module, label: found?.label };
    }),
  );
  expect(withPositions(template.blueprint)).toBe(template.blueprint);
});
