import { ConnectorError } from '../../core/errors.ts';
import type { App } from '../../manifest/app.ts';
import type { AppVersion, ScenarioId, ScenarioRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { compileScenario } from '../blueprint/blueprint.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';
import { appModuleOf } from '../blueprint/find-module.ts';
import { type AppVersions, versionOf } from './app-versions.ts';

/** One version of a scenario, ready to run. */
export interface Program {
  readonly id: ScenarioId;
  readonly name: string;
  readonly version: number;
  readonly compiled: CompiledScenario;
  /** The apps whose modules it uses, in the versions it was compiled with. */
  readonly apps: readonly AppVersion[];
}

/** Compiled scenarios; the ones used last are kept. */
export interface Programs {
  /** The present version, with the present apps. @throws ConnectorError `DataError` when the blueprint is none. */
  of(scenario: ScenarioRecord): Program;
  /**
   * A version, also an earlier one; of the apps that are named, the versions that are named, and else the present ones.
   * @throws ConnectorError `NotFoundError` for what is gone, `DataError`.
   */
  at(id: ScenarioId, version: number, apps?: readonly AppVersion[]): Promise<Program>;
  /** Compiles everything anew when it is next asked for: an app has changed. */
  forget(): void;
}

/** What programs are compiled from. */
export interface ProgramParts {
  readonly scenarios: Store['scenarios'];
  /** The apps that are installed. */
  readonly apps: ReadonlyMap<string, App>;
  /** Those that were. */
  readonly versions: Pick<AppVersions, 'at'>;
}

/** Versions that are kept compiled. */
const KEPT = 256;

/** Compiles scenarios for these apps, each version once. */
export function createPrograms({ scenarios, apps, versions }: ProgramParts): Programs {
  const kept = new Map<string, Program>();

  return {
    of: ({ id, name, version, blueprint }) => present({ id, name, version }, blueprint),
    async at(id, version, named = []) {
      const scenario = await scenarios.get(id);
      const blueprint = scenario?.version === version ? scenario.blueprint : await scenarios.blueprintAt(id, version);
      if (scenario === undefined || blueprint === undefined) {
        throw new ConnectorError('NotFoundError', `There is no version ${version} of the scenario ${id}.`);
      }
      const which = { id, name: scenario.name, version };
      if (named.every(isPresent)) return present(which, blueprint);
      // A version that was forgotten meanwhile is refused, even while a program of it is still kept.
      const replaced = await Promise.all(named.map(appAt));
      const key = [id, version, ...named.map(({ digest }) => digest)].join(' ');
      return recall(key) ?? keep(key, { ...which, ...compile(blueprint, replaced) });
    },
    forget: () => kept.clear(),
  };

  function present(which: Pick<Program, 'id' | 'name' | 'version'>, blueprint: unknown): Program {
    const key = `${which.id} ${which.version}`;
    return recall(key) ?? keep(key, { ...which, ...compile(blueprint, []) });
  }

  function isPresent({ name, digest }: AppVersion): boolean {
    return apps.get(name)?.digest === digest;
  }

  async function appAt(version: AppVersion): Promise<App> {
    const installed = apps.get(version.name);
    return installed?.digest === version.digest ? installed : versions.at(version);
  }

  function recall(key: string): Program | undefined {
    const program = kept.get(key);
    return program && keep(key, program);
  }

  function keep(key: string, program: Program): Program {
    kept.delete(key);
    kept.set(key, program);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return program;
  }

  function compile(blueprint: unknown, named: readonly App[]): Pick<Program, 'compiled' | 'apps'> {
    const all = new Map([...apps, ...named.map((app) => [app.name, app] as const)]);
    const compiled = compileScenario(blueprint, all);
    const used = compiled.steps.filter(({ role }) => role.type !== 'disabled');
    const names = new Set(used.map(({ module }) => appModuleOf(module).app));
    return { compiled, apps: [...all.values()].filter(({ name }) => names.has(name)).map(versionOf) };
  }
}
