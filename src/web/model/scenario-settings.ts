import type { Blueprint } from './blueprint.ts';
import { changeAt, isValues, own, valueAt, withKey } from './values.ts';

/** How a scenario runs. */
export interface ScenarioSettings {
  readonly strictMapping: boolean;
  readonly strictOutput: boolean;
  readonly dlq: boolean;
  readonly sequential: boolean;
  readonly dataloss: boolean;
  readonly confidential: boolean;
  readonly autoCommit: boolean;
  readonly autoCommitTriggerLast: boolean;
  /** Consecutive errors after which the scenario is switched off. */
  readonly maxErrors: number;
  readonly roundtrips: number;
}

/** What holds when a blueprint does not say. */
const DEFAULTS: ScenarioSettings = {
  strictMapping: true,
  strictOutput: false,
  dlq: false,
  sequential: false,
  dataloss: false,
  confidential: false,
  autoCommit: true,
  autoCommitTriggerLast: true,
  maxErrors: 3,
  roundtrips: 1,
};

const PATH = ['metadata', 'scenario'] as const;
const NAMES = Object.keys(DEFAULTS) as (keyof ScenarioSettings)[];

/** The settings of a scenario; values may be written as text. */
export function scenarioSettings(blueprint: Blueprint): ScenarioSettings {
  const written = valueAt(blueprint, PATH);
  const entries = NAMES.map((name) => [name, read(own(written, name), DEFAULTS[name])]);
  return Object.fromEntries(entries) as ScenarioSettings;
}

/** The blueprint with these settings; what is not written and stays as it is by default is not written either. */
export function withScenarioSettings(blueprint: Blueprint, settings: ScenarioSettings): Blueprint {
  const before = scenarioSettings(blueprint);
  const changed = NAMES.filter((name) => settings[name] !== before[name]);
  if (changed.length === 0) return blueprint;
  return changeAt(blueprint, PATH, (old) =>
    changed.reduce((values, name) => withKey(values, name, settings[name]), isValues(old) ? old : {}),
  );
}

function read(value: unknown, otherwise: boolean | number): boolean | number {
  if (typeof otherwise === 'number') {
    const count = Number(value);
    return Number.isInteger(count) && count > 0 ? count : otherwise;
  }
  return typeof value === 'boolean' ? value : value === 'true' || (value !== 'false' && otherwise);
}
