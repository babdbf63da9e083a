import type { Problem } from '../core/source.ts';
import { appModuleOf } from '../engine/blueprint/find-module.ts';
import { scanModules } from '../engine/blueprint/scan-modules.ts';
import { ownValue } from '../core/json.ts';
import type { Programs } from '../engine/runs/programs.ts';
import type { App } from '../manifest/app.ts';
import type { HookRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';

type UserStore = Pick<Store, 'scenarios' | 'hooks' | 'connections'>;

/**
 * Everything that works with an app, one finding each: scenarios that name a module of it, connections, also those of
 * other apps that are its kinds, webhooks.
 */
export async function usersOfApp(
  name: string,
  store: UserStore,
  apps: ReadonlyMap<string, App>,
): Promise<readonly Problem[]> {
  const isLent = ({ app, connection }: { readonly app: string; readonly connection: string }): boolean =>
    apps.get(app)?.connections.get(connection)?.lentBy === name;
  const [scenarios, hooks, connections] = await everyone(store);
  const using = scenarios.filter(({ blueprint }) =>
    scanModules(ownValue(blueprint, 'flow'), '').some(({ raw }) => appModuleOf(String(raw['module'])).app === name),
  );
  return [
    ...using.map(({ id, name: label }) => use('scenario', { id, name: label }, 'uses it')),
    ...connections.filter(({ app }) => app === name).map((one) => use('connection', one, 'belongs to it')),
    ...connections.filter(isLent).map((one) => use('connection', one, 'is of a kind that belongs to it')),
    ...hooks.filter((hook) => hook.app === name && isThere(hook)).map((one) => use('webhook', one, 'belongs to it')),
  ];
}

/** What would lose something if `after` took the place of an app of its name: active scenarios, connections, webhooks. */
export async function losersOf(after: App, store: UserStore, programs: Programs): Promise<readonly Problem[]> {
  const [scenarios, hooks, connections] = await everyone(store);
  const active = scenarios
    .filter(({ active }) => active)
    .flatMap((scenario) => {
      const { steps } = programs.of(scenario).compiled;
      const used = steps.filter(({ role }) => role.type !== 'disabled').map(({ module }) => appModuleOf(module));
      const lost = used.filter(({ app, module }) => app === after.name && !after.modules.has(module));
      return [...new Set(lost.map(({ module }) => module))].map((module) =>
        use('scenario', scenario, `is on and uses the module "${module}"`),
      );
    });
  return [
    ...active,
    ...connections
      .filter(({ app, connection }) => app === after.name && !after.connections.has(connection))
      .map((one) => use('connection', one, `is of the kind "${one.connection}"`)),
    ...hooks
      .filter((hook) => hook.app === after.name && isThere(hook) && !after.webhooks.has(hook.webhook))
      .map((one) => use('webhook', one, `is of the kind "${one.webhook}"`)),
  ];
}

function everyone(store: UserStore) {
  return Promise.all([store.scenarios.list(), store.hooks.list(), store.connections.list()]);
}

function isThere({ deletedAt, state }: HookRecord): boolean {
  return deletedAt === null || state !== 'detached';
}

function use(kind: string, { id, name }: { readonly id: string; readonly name: string }, how: string): Problem {
  return { pointer: `/${kind}s/${id}`, severity: 'error', code: 'IN_USE', message: `The ${kind} "${name}" ${how}.` };
}
