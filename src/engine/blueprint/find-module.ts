import { didYouMean } from '../../core/suggest.ts';
import type { App, AppModule } from '../../manifest/app.ts';
import type { BuiltIn } from '../builtins/built-in.ts';
import { BUILT_INS } from '../builtins/index.ts';

/** What the name of a module in a blueprint stands for. */
export type FoundModule =
  | { readonly type: 'app'; readonly app: App; readonly module: AppModule }
  | { readonly type: 'built-in'; readonly builtIn: BuiltIn }
  | { readonly type: 'unknown'; readonly message: string; readonly fix: string };

/** Resolves `app:module` and `app#app:module` (a private app) to a module of an app or to a built-in one. */
export function findModule(name: string, apps: ReadonlyMap<string, App>): FoundModule {
  const builtIn = BUILT_INS.get(name);
  if (builtIn !== undefined) return { type: 'built-in', builtIn };
  const { app: appName, module: moduleName } = appModuleOf(name);
  const app = apps.get(appName);
  const module = app?.modules.get(moduleName);
  if (app !== undefined && module !== undefined) return { type: 'app', app, module };
  const isLeftOut = app?.leftOut.some(({ kind, name: left }) => kind === 'module' && left === moduleName) === true;
  if (app !== undefined && isLeftOut) {
    return {
      type: 'unknown',
      message: `The app "${app.label}" was loaded without the module "${moduleName}", which cannot be used.`,
      fix: 'Look at the findings of the app, import it again once they are corrected, or replace the module.',
    };
  }
  const known = app === undefined ? knownNames(apps) : [...app.modules.keys()];
  return {
    type: 'unknown',
    message:
      app === undefined
        ? `There is no module "${name}" here.${didYouMean(name, known)}`
        : `The app "${app.label}" has no module "${moduleName}".${didYouMean(moduleName, known)}`,
    fix: 'Install the app the module belongs to, or replace the module.',
  };
}

/** The parts of a module's name as blueprints write it: `app:module`, `app#app:module`; empty when it has another form. */
export function appModuleOf(name: string): { readonly app: string; readonly module: string } {
  const [, app = '', module = ''] = /^(?:app#)?([^:]*):(.*)$/.exec(name) ?? [];
  return { app, module };
}

function knownNames(apps: ReadonlyMap<string, App>): string[] {
  const own = [...apps.values()].flatMap((app) => [...app.modules.keys()].map((module) => `${app.name}:${module}`));
  return [...own, ...BUILT_INS.keys()];
}
