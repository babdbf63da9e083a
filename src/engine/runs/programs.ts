import { ConnectorError } from '../../core/errors.ts';
import type { App } from '../../manifest/app.ts';
import type { ScenarioId, ScenarioRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { compileScenario } from '../blueprint/blueprint.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';

/** One version of a scenario, ready to run. */
export interface Program {
  readonly id: ScenarioId;
  readonly name: string;
  readonly version: number;
  readonly compiled: CompiledScenario;
}

/** Compiled scenarios; the ones used last are kept. */
export interface Programs {
  /** The present version. @throws ConnectorError `DataError` when the blueprint is none. */
  of(scenario: ScenarioRecord): Program;
  /** A version, also an earlier one. @throws ConnectorError `NotFoundError`, `DataError`. */
  at(id: ScenarioId, version: number): Promise<Program>;
  /** Compiles everything anew when it is next asked for: an app has changed. */
  forget(): void;
}

/** Versions that are kept compiled. */
const KEPT = 256;

/** Compiles scenarios for these apps, each version once. */
export function createPrograms(scenarios: Store['scenarios'], apps: ReadonlyMap<string, App>): Programs {
  const kept = new Map<string, Program>();

  return {
    of: (scenario) => lookUp(scenario, scenario.blueprint),
    async at(id, version) {
      const scenario = await scenarios.get(id);
      const blueprint = scenario?.version === version ? scenario.blueprint : await scenarios.blueprintAt(id, version);
      if (scenario === undefined || blueprint === undefined) {
        throw new ConnectorError('NotFoundError', `There is no version ${version} of the scenario ${id}.`);
      }
      return lookUp({ id, version, name: scenario.name }, blueprint);
    },
    forget: () => kept.clear(),
  };

  function lookUp({ id, version, name }: Pick<Program, 'id' | 'version' | 'name'>, blueprint: unknown): Program {
    const key = `${id} ${version}`;
    const program = kept.get(key) ?? { id, name, version, compiled: compileScenario(blueprint, apps) };
    kept.delete(key);
    kept.set(key, program);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return program;
  }
}
