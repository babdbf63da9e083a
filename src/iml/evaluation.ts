import type { Clock } from '../core/clock.ts';
import type { ExpressionLimits } from '../core/limits.ts';

/**
 * Where an expression stands. `app`: in the files of an app. `scenario`: in a mapping, where a path may start with a
 * module number (`1.email`) and an unquoted word as an argument is text.
 */
export type ImlMode = 'app' | 'scenario';

/** Calls a function that an app defines itself. Throws a ConnectorError that says which function failed, and why. */
export type OwnFunction = (args: readonly unknown[], evaluation: Evaluation) => unknown;

/** The functions an app defines itself, by name; they shadow built-in ones of the same name. */
export type OwnFunctions = ReadonlyMap<string, OwnFunction>;

/** Everything one evaluation may read; nothing else is reachable from an expression. */
export interface Evaluation {
  /** Root names, for example `parameters`, `connection`, `body`. Only own properties are ever read. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** IANA zone of the user: formats, parsing and wall-clock setters act in it. */
  readonly timezone: string;
  readonly limits: ExpressionLimits;
  /** Told what functions of the app say by `debug`. */
  readonly debug?: (line: string) => void;
}
