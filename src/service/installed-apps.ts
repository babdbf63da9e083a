import { join } from 'node:path';
import { ConnectorError } from '../core/errors.ts';
import { withAliases } from '../manifest/aliased-connections.ts';
import type { App } from '../manifest/app.ts';
import { loadApp } from '../manifest/load.ts';
import { openAppFolders } from './app-folders.ts';

/** The apps of this server. Whoever holds `apps` sees a change at once: it is one map as long as the server runs. */
export interface InstalledApps {
  /** By name. */
  readonly apps: ReadonlyMap<string, App>;
  /** Whether an app belongs to the server itself, and so is neither replaced nor removed. */
  isBuiltIn(name: string): boolean;
  /** Keeps a checked app with the files it was made of, over an earlier one of its name; gives it as it is used from now on. */
  put(app: App): Promise<App>;
  take(name: string): Promise<void>;
  /** From now on every app is used as `adapt` gives it, those that are there at once. */
  adapt(adapt: (app: App) => App): void;
}

/**
 * The app of the server, and those kept below `apps` of the data folder. One that does not load any more is reported and
 * left out; everything else works on.
 */
export async function openInstalledApps({
  builtIn,
  dataFolder,
  onFailure,
}: {
  readonly builtIn: App;
  readonly dataFolder: string;
  readonly onFailure: (error: unknown) => void;
}): Promise<InstalledApps> {
  const folders = await openAppFolders(join(dataFolder, 'apps'));
  const loaded = new Map([[builtIn.name, builtIn]]);
  const apps = new Map<string, App>();
  let adapted = (app: App): App => app;
  /** An app may work with connections of others, so that each change is one of all. */
  const refresh = (): void => {
    const all = new Map([...loaded].map(([name, app]) => [name, adapted(app)]));
    for (const [name, app] of all) apps.set(name, withAliases(app, all));
  };
  const use = (app: App): App => {
    loaded.set(app.name, app);
    refresh();
    return apps.get(app.name) ?? app;
  };
  use(builtIn);
  for (const name of await folders.list()) {
    try {
      use(await loadKept(name));
    } catch (error) {
      onFailure(error);
    }
  }
  return {
    apps,
    isBuiltIn: (name) => name === builtIn.name,
    async put(app) {
      await folders.write(app.name, Object.fromEntries(app.files.map(({ path, text }) => [path, text])));
      return use({ ...app, folder: folders.folderOf(app.name) });
    },
    async take(name) {
      await folders.remove(name);
      apps.delete(name);
      loaded.delete(name);
      refresh();
    },
    adapt(adapt) {
      adapted = adapt;
      refresh();
    },
  };

  async function loadKept(name: string): Promise<App> {
    const folder = folders.folderOf(name);
    const app = await loadApp(folder);
    if (app.name === name && name !== builtIn.name) return app;
    throw new ConnectorError('ConfigurationError', `The folder ${folder} holds the app "${app.name}".`, {
      fix: 'Remove the folder and import the app again.',
    });
  }
}
