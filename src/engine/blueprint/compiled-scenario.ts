import type { Problem } from '../../core/source.ts';
import type { App, AppModule } from '../../manifest/app.ts';
import type { Collection } from '../../core/json.ts';
import type { ScenarioSettings } from './settings.ts';
import type { Step } from './step.ts';

/** A blueprint made ready to run: running it only calls closures. */
export interface CompiledScenario {
  readonly name: string;
  /** The first module; undefined for an empty scenario. */
  readonly first: Step | undefined;
  readonly trigger: Trigger;
  readonly settings: ScenarioSettings;
  /** Every module, also in routes and error handlers, in document order. */
  readonly steps: readonly Step[];
  readonly stepsById: ReadonlyMap<number, Step>;
  /** Every connection it uses. */
  readonly connectionIds: readonly string[];
  /** What is wrong or doubtful; a step with an error fails when a bundle reaches it. */
  readonly problems: readonly Problem[];
}

/**
 * How a scenario starts: `instant` by a delivery, `polling` by asking the service, `data` with bundles written into the
 * blueprint, `none` with an ordinary module.
 */
export interface Trigger {
  readonly kind: 'instant' | 'polling' | 'data' | 'none';
  readonly step?: Step;
  /** The app and module of a trigger that is not built in. */
  readonly app?: App;
  readonly module?: AppModule;
  /** `__IMTHOOK__` or `hook` of the blueprint, as written. */
  readonly hook?: string;
  /** Static parameters, as written. */
  readonly parameters: Collection;
}
