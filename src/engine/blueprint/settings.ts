import { isCollection, ownValue } from '../../core/json.ts';

/** How a scenario runs: `metadata.scenario` of its blueprint. */
export interface ScenarioSettings {
  /** Cycles of one run of a polling scenario. @default 1 */
  readonly roundtrips: number;
  /** Consecutive errors after which the schedule stops. @default 3 */
  readonly maxErrors: number;
  readonly autoCommit: boolean;
  readonly autoCommitTriggerLast: boolean;
  /** One run at a time, in order. */
  readonly sequential: boolean;
  /** Nothing of the data is kept in the history. */
  readonly confidential: boolean;
  /** When there is no room for another incomplete execution its bundles are dropped; else the run fails. */
  readonly dataloss: boolean;
  /** Bundles that fail are kept as incomplete executions. */
  readonly dlq: boolean;
  /** A mapping that reads what no earlier module gives stops its module (ours). @default true */
  readonly strictMapping: boolean;
  /** A list that an action gives is an error, as in Make, instead of a bundle for each element (ours). @default false */
  readonly strictOutput: boolean;
}

/** The settings in a blueprint; numbers and switches may be written as text. */
export function readSettings(blueprint: unknown): ScenarioSettings {
  const scenario = ownValue(ownValue(blueprint, 'metadata'), 'scenario');
  const values = isCollection(scenario) ? scenario : {};
  const flag = (name: string, otherwise: boolean): boolean => {
    const value = values[name];
    return typeof value === 'boolean' ? value : value === 'true' || (value !== 'false' && otherwise);
  };
  return {
    roundtrips: count(values['roundtrips'], 1),
    maxErrors: count(values['maxErrors'], 3),
    autoCommit: flag('autoCommit', true),
    autoCommitTriggerLast: flag('autoCommitTriggerLast', true),
    sequential: flag('sequential', false),
    confidential: flag('confidential', false),
    dataloss: flag('dataloss', false),
    dlq: flag('dlq', false),
    strictMapping: flag('strictMapping', true),
    strictOutput: flag('strictOutput', false),
  };
}

function count(value: unknown, otherwise: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}
