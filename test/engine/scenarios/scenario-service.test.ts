import { expect, test } from '@jest/globals';
import type { Json } from '../../../src/core/json.ts';
import { blueprint, createOffice } from './office.ts';

test('saving gives the trigger its hook; switching on registers it first, switching off gives it up', async () => {
  const { service, calls, store } = await createOffice();
  const { scenario, problems } = await service.create({ blueprint: blueprint('con_one') });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(scenario).toMatchObject({
    name: 'Welcome',
    hookId: 'hk_1',
    active: false,
    scheduling: { type: 'immediately' },
  });
  expect(scenario.blueprint).toMatchObject({
    flow: [{ parameters: { __IMTCONN__: 'con_one', __IMTHOOK__: 'hk_1' }, unknown: [1] }, {}],
  });
  expect(calls).toEqual([]);
  expect(await service.activate(scenario.id)).toMatchObject({ active: true, reason: null });
  expect(await store.hooks.get('hk_1')).toMatchObject({ state: 'attached' });
  expect(await service.deactivate(scenario.id)).toMatchObject({ active: false });
  expect(await store.hooks.get('hk_1')).toMatchObject({ state: 'detached' });
});

test('a refused registration leaves the scenario off; a refused removal does not keep it on', async () => {
  const { service, provider } = await createOffice();
  const { scenario } = await service.create({ blueprint: blueprint('con_one') });
  provider.refuses = true;
  await expect(service.activate(scenario.id)).rejects.toMatchObject({ name: 'ConnectionError' });
  expect(await service.get(scenario.id)).toMatchObject({ active: false });
  provider.refuses = false;
  await service.activate(scenario.id);
  provider.refuses = true;
  expect(await service.deactivate(scenario.id)).toMatchObject({ active: false });
  await service.remove(scenario.id);
  await expect(service.get(scenario.id)).rejects.toMatchObject({ name: 'NotFoundError' });
});

test('a date that is over cannot start a scenario any more', async () => {
  const { service } = await createOffice();
  const flow = [{ id: 1, module: 'util:BasicTrigger', parameters: { values: [] }, mapper: {} }];
  const once = (date: string) => ({ blueprint: { name: 'Once', flow }, scheduling: { type: 'once' as const, date } });
  const { scenario: late } = await service.create(once('1970-01-01T00:00:00Z'));
  await expect(service.activate(late.id)).rejects.toMatchObject({ problems: [{ pointer: '/scheduling' }] });
  expect(await service.get(late.id)).toMatchObject({ active: false });
  const { scenario: early } = await service.create(once('2999-01-01T00:00:00Z'));
  expect(await service.activate(early.id)).toMatchObject({ nextRunAt: Date.parse('2999-01-01T00:00:00Z') });
});

test('scenarios with the same trigger share one hook, removed with the last of them', async () => {
  const { service, calls } = await createOffice();
  const first = (await service.create({ blueprint: blueprint('con_one') })).scenario;
  const second = (await service.create({ blueprint: blueprint('con_one') })).scenario;
  expect(second.hookId).toBe(first.hookId);
  await service.activate(first.id);
  await service.activate(second.id);
  await service.deactivate(first.id);
  expect(calls).not.toContain('detach');
  await service.remove(first.id);
  expect(calls).not.toContain('remove');
  await service.remove(second.id);
  expect(calls.at(-1)).toBe('remove');
});

test('an import finds the blueprint in its wrappers, maps connections also in routes, and reports what is missing', async () => {
  const { service, store } = await createOffice();
  for (const file of [blueprint(123), { blueprint: blueprint(123) }, { response: { blueprint: blueprint(123) } }]) {
    const { scenario, problems } = await service.importBlueprint({ file, connections: { '123': 'con_one' } });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(JSON.stringify(scenario.blueprint)).not.toContain('123');
    expect(await service.exportBlueprint(scenario.id)).toEqual(scenario.blueprint);
  }
  const { scenario, problems } = await service.importBlueprint({ file: blueprint(123) });
  expect(problems).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'UNKNOWN_CONNECTION', pointer: '/flow/0/parameters/__IMTCONN__' }),
      expect.objectContaining({
        code: 'UNKNOWN_CONNECTION',
        pointer: '/flow/1/routes/0/flow/0/parameters/__IMTCONN__',
      }),
      expect.objectContaining({ code: 'NO_HOOK' }),
    ]),
  );
  await expect(service.activate(scenario.id)).rejects.toMatchObject({
    name: 'InvalidConfigurationError',
    problems: expect.arrayContaining([expect.objectContaining({ code: 'NO_HOOK' })]),
  });
  await expect(service.importBlueprint({ file: { flow: 'none' } })).rejects.toMatchObject({ name: 'DataError' });
  expect((await store.scenarios.list()).length).toBe(4);
});

test('keeps modules nobody knows, and refuses to switch on with every problem and its place', async () => {
  const { service } = await createOffice();
  const file = {
    name: 'Strange',
    flow: [
      { id: 1, module: 'elsewhere:watch', mapper: {} },
      { id: 2, module: 'nowhere:act', mapper: {} },
    ],
  };
  const { scenario, problems } = await service.importBlueprint({ file });
  expect(scenario.blueprint).toEqual(file);
  expect(problems.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['/flow/0/module', '/flow/1/module']));
  await expect(service.activate(scenario.id)).rejects.toMatchObject({ name: 'InvalidConfigurationError' });
});

test('a disabled module does not keep a scenario off, whatever connection it names', async () => {
  const { service } = await createOffice();
  const gone = { id: 3, module: 'sonar:sendMessage', parameters: { __IMTCONN__: 'con_gone' }, mapper: {} };
  const flow = (last: Json): Json => ({ flow: [{ id: 1, module: 'json:ParseJSON', mapper: { json: '{}' } }, last] });
  const { scenario } = await service.create({ blueprint: flow(gone) });
  await expect(service.activate(scenario.id)).rejects.toMatchObject({ name: 'InvalidConfigurationError' });
  await service.update(scenario.id, 1, { blueprint: flow({ ...gone, disabled: true }) });
  expect((await service.activate(scenario.id)).active).toBe(true);
});

test('an update needs the present version, and may not break a scenario that is on', async () => {
  const { service } = await createOffice();
  const { scenario } = await service.create({ blueprint: blueprint('con_one') });
  const { scenario: renamed } = await service.update(scenario.id, 1, { name: 'Hello' });
  expect(renamed).toMatchObject({ name: 'Hello', version: 2, hookId: scenario.hookId });
  await expect(service.update(scenario.id, 1, { name: 'Late' })).rejects.toMatchObject({ name: 'ConflictError' });
  await service.activate(scenario.id);
  await expect(service.update(scenario.id, 2, { blueprint: blueprint('con_gone') })).rejects.toMatchObject({
    name: 'InvalidConfigurationError',
  });
  expect(await service.get(scenario.id)).toMatchObject({ active: true, version: 2 });
});

/** As Make exports it: its hook is one of another installation. */
const CUSTOM: Json = {
  name: 'Ask',
  flow: [{ id: 1, module: 'gateway:CustomWebHook', parameters: { hook: 123456, maxResults: 1 }, mapper: {} }],
};

test('every scenario with a custom webhook has an address of its own, and keeps it', async () => {
  const { service } = await createOffice();
  const first = (await service.create({ blueprint: CUSTOM })).scenario;
  expect(first.scheduling).toEqual({ type: 'immediately' });
  const second = (await service.create({ blueprint: CUSTOM })).scenario;
  expect(first.hookId).not.toBeNull();
  expect(second.hookId).not.toBe(first.hookId);
  const saved = await service.update(first.id, first.version, { blueprint: first.blueprint });
  expect(saved.scenario.hookId).toBe(first.hookId);
  expect((await service.activate(first.id)).active).toBe(true);
});

test('a draft with a custom webhook lacks nothing, and checking it makes no hook', async () => {
  const { service, store } = await createOffice();
  expect(await service.check({ blueprint: CUSTOM })).toEqual([]);
  expect(await store.hooks.list()).toEqual([]);
});
