import { ConnectorError } from '../core/errors.ts';
import type { Collection } from '../core/json.ts';
import type { Problem } from '../core/source.ts';
import { appModuleOf } from '../engine/blueprint/find-module.ts';
import { BUILT_INS } from '../engine/builtins/index.ts';
import type { EventHub } from '../engine/events.ts';
import type { AppVersions } from '../engine/runs/app-versions.ts';
import type { Programs } from '../engine/runs/programs.ts';
import { createLocks } from '../core/locks.ts';
import type { App } from '../manifest/app.ts';
import type { AppSource } from '../manifest/app-source.ts';
import { checkSource } from '../manifest/check-app.ts';
import { sourceOfFiles, type GivenFiles } from '../manifest/given-files.ts';
import { manifestError } from '../manifest/load.ts';
import type { Store } from '../store/store.ts';
import type { AppConstants } from '../vault/app-constants.ts';
import { losersOf, usersOfApp } from './app-users.ts';
import { installValues } from './install-values.ts';
import type { InstalledApps } from './installed-apps.ts';

/** Installing apps and taking them away while the server runs. */
export interface AppInstalls {
  /**
   * Checks the files of an app, or what was read of them, keeps them and makes the app available everywhere. Runs under way go on with what they
   * began with.
   * @throws ConnectorError `ManifestError` with every finding; `ConflictError` when the name is taken, or when something
   *   in use would lose a part of the app: then nothing has changed.
   */
  install(files: GivenFiles | AppSource, options: { readonly replace: boolean }): Promise<App>;
  /** @throws ConnectorError `NotFoundError`; `ConflictError` for the app of the server, or with everything that uses it. */
  remove(name: string): Promise<void>;
  isBuiltIn(name: string): boolean;
  /** The names of constants that were given for an app here. @throws ConnectorError `NotFoundError`. */
  constantsOf(name: string): readonly string[];
  /**
   * Gives constants (`common.*`) over those of the app: what is left out stays, null takes one away. With the name of a
   * connection they are the values of its form for administrators.
   * @throws ConnectorError `NotFoundError`, `BundleValidationError` for values of the form.
   */
  giveConstants(name: string, values: Collection, connection?: string): Promise<App>;
}

/** What installs work with. */
export interface AppInstallParts {
  readonly installed: InstalledApps;
  readonly versions: Pick<AppVersions, 'keep'>;
  readonly store: Pick<Store, 'scenarios' | 'hooks' | 'connections'>;
  readonly programs: Programs;
  readonly events: EventHub;
  readonly constants: AppConstants;
}

/** Installs for the apps of a server, one after the other. */
export function createAppInstalls(parts: AppInstallParts): AppInstalls {
  const { installed, versions, store, programs, events, constants } = parts;
  const locks = createLocks();
  installed.adapt((app) => constants.applyTo(app));
  return {
    isBuiltIn: (name) => installed.isBuiltIn(name),
    install: (files, { replace }) =>
      locks.run('apps', async () => {
        const app = checked(files);
        const isKnown = installed.apps.has(app.name);
        refuseTaken(app.name, isKnown, replace);
        if (isKnown) refuseLosses(app.name, await losersOf(app, store, programs));
        await versions.keep(app);
        const kept = await installed.put(app);
        changed(app.name, isKnown ? 'replaced' : 'installed');
        return kept;
      }),
    constantsOf: (name) => constants.namesOf(required(name).name),
    giveConstants: (name, values, connection) =>
      locks.run('apps', async () => {
        const app = required(name);
        await constants.give(name, connection === undefined ? values : installValues(app, connection, values));
        installed.adapt((one) => constants.applyTo(one));
        changed(name, 'replaced');
        return required(name);
      }),
    remove: (name) =>
      locks.run('apps', async () => {
        required(name);
        if (installed.isBuiltIn(name)) throw belongsToServer(name);
        refuseUses(name, await usersOfApp(name, store, installed.apps));
        await installed.take(name);
        changed(name, 'removed');
      }),
  };

  function required(name: string): App {
    const app = installed.apps.get(name);
    if (app !== undefined) return app;
    throw new ConnectorError('NotFoundError', `There is no app "${name}".`);
  }

  function changed(app: string, change: 'installed' | 'replaced' | 'removed'): void {
    programs.forget();
    events.emit({ type: 'app.changed', app, change });
  }

  function refuseTaken(name: string, isKnown: boolean, replace: boolean): void {
    if (installed.isBuiltIn(name)) throw belongsToServer(name);
    if (RESERVED.has(name)) {
      throw new ConnectorError('ConflictError', `The name "${name}" belongs to modules of the server itself.`, {
        fix: 'Give the app another name in its manifest.json.',
      });
    }
    if (!isKnown || replace) return;
    throw new ConnectorError('ConflictError', `An app called "${name}" is installed already.`, {
      fix: 'Replace it on purpose, or give the app another name in its manifest.json.',
      problems: [{ pointer: '/replace', severity: 'error', code: 'APP_EXISTS', message: `"${name}" is installed.` }],
    });
  }
}

/** What stands before the colon in the names of built-in modules. */
const RESERVED: ReadonlySet<string> = new Set([...BUILT_INS.keys()].map((module) => appModuleOf(module).app));

function checked(files: GivenFiles | AppSource): App {
  const { app, problems } = checkSource(isSource(files) ? files : sourceOfFiles(files), '');
  if (app === undefined) throw manifestError('The app cannot be installed.', problems);
  return app;
}

/** A source has members that are no text. */
function isSource(files: GivenFiles | AppSource): files is AppSource {
  return typeof files['readsOf'] === 'function';
}

function belongsToServer(name: string): ConnectorError {
  return new ConnectorError(
    'ConflictError',
    `"${name}" is the app of this server: it is neither replaced nor removed.`,
    {
      fix: 'Start the server with the folder of another app in SONAR_CONNECT_APP_DIR instead.',
    },
  );
}

function refuseLosses(name: string, losses: readonly Problem[]): void {
  if (losses.length === 0) return;
  throw new ConnectorError('ConflictError', `"${name}" was not replaced: the new files lack parts that are in use.`, {
    fix: 'Switch these scenarios off, delete the others, or keep the parts they use.',
    problems: losses,
  });
}

function refuseUses(name: string, uses: readonly Problem[]): void {
  if (uses.length === 0) return;
  throw new ConnectorError('ConflictError', `"${name}" was not removed: it is in use.`, {
    fix: 'Delete everything listed, or take its modules out of the scenarios.',
    problems: uses,
  });
}
