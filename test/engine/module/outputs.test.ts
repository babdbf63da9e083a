import { expect, test } from '@jest/globals';
import type { Json } from '../../../src/core/json.ts';
import { compileScenario } from '../../../src/engine/blueprint/blueprint.ts';
import { executeScenario } from '../../../src/engine/flow/run.ts';
import { runModule } from '../../../src/engine/module/run-module.ts';
import type { App } from '../../../src/manifest/app.ts';
import { checkSource } from '../../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../../src/manifest/given-files.ts';
import { createStage } from '../stage.ts';

const { services } = (await createStage()).process();

/** An app that sends nothing: its one module, of any kind, shapes what it is given. */
function shaping(module: object): App {
  const groups = [{ label: 'Lists', modules: ['list'] }];
  const files = {
    'manifest.json': JSON.stringify({ name: 'lists', label: 'Lists', version: '1.0.0', groups }),
    'modules/list.json': JSON.stringify({ name: 'list', label: 'List', ...module }),
  };
  const { app, problems } = checkSource(sourceOfFiles(files), '');
  if (app === undefined) throw new Error(JSON.stringify(problems));
  return app;
}

const LIST = { communication: { response: { output: [{ n: 1 }, { n: 2 }] } } };

test('a list that an action answers becomes bundles with a warning', async () => {
  const app = shaping({ ...LIST, moduleType: 'action' });
  expect(await runModule(services, app, { module: 'list', input: {} })).toEqual({
    bundles: [{ n: 1 }, { n: 2 }],
    warnings: ['"List" answered a list; each of its 2 elements became a bundle.'],
  });
});

test('where outputs are strict it is an error, as in Make; a search may give lists all the same', async () => {
  const strict = { module: 'list', input: {}, strictOutput: true };
  const action = runModule(services, shaping({ ...LIST, moduleType: 'action' }), strict);
  await expect(action).rejects.toMatchObject({
    name: 'DataError',
    message: 'Invalid module output of "List": expected a collection, but found a list.',
  });
  const found = await runModule(services, shaping({ ...LIST, moduleType: 'search' }), strict);
  expect(found).toMatchObject({ bundles: [{ n: 1, __IMTINDEX__: 1 }, { n: 2 }], warnings: [] });
});

test.each([
  [{}, 'success'],
  [{ strictOutput: true }, 'error'],
])('a scenario with the settings %j ends with %s', async (settings, status) => {
  const apps = new Map([['lists', shaping({ ...LIST, moduleType: 'action' })]]);
  const flow = [{ id: 1, module: 'lists:list', mapper: {} }];
  const blueprint: Json = { name: 'Lists', flow, metadata: { scenario: settings } };
  const outcome = await executeScenario(compileScenario(blueprint, apps), {
    services,
    executionId: 'run_1',
    scenario: { id: 'scn_1', name: 'Lists' },
    connectionValues: () => ({}),
  });
  expect(outcome.status).toBe(status);
});

test('a date that is over is refused by the clock of the run', async () => {
  const field = { name: 'at', type: 'date', label: 'At', validate: { past: false } };
  const app = shaping({ moduleType: 'action', mappableParams: [field], communication: { response: { output: {} } } });
  const now = services.clock.now();
  const run = (at: number) => runModule(services, app, { module: 'list', input: { at: new Date(at) } });
  await expect(run(now - 1)).rejects.toMatchObject({ name: 'BundleValidationError' });
  await expect(run(now + 1)).resolves.toMatchObject({ bundles: [{}] });
});
