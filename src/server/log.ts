import type { Clock } from '../core/clock.ts';
import type { Collection } from '../core/json.ts';

const LEVELS = { debug: 20, info: 30, warn: 40, error: 50, silent: 100 } as const;

/** How much is logged; `silent` logs nothing. */
export type LogLevel = keyof typeof LEVELS;

/** Writes one line per event. Fields never hold bodies, headers or secrets. */
export type LogLine = (message: string, fields?: Readonly<Collection>) => void;

/** A logger of JSON lines: `{"time":…,"level":…,"message":…,…fields}`. */
export type Log = Readonly<Record<Exclude<LogLevel, 'silent'>, LogLine>>;

/** What a logger is made with. */
export interface LogOptions {
  /** Takes one line with its line break, for example `process.stderr.write`. */
  readonly write: (line: string) => void;
  readonly clock: Clock;
  /** The least level that is written. @default info */
  readonly level?: LogLevel;
  /** Masks every known secret in a line before it is written. */
  readonly redact?: (text: string) => string;
}

/** A logger whose lines go through `redact`, and whose fields cannot break out of their line. */
export function createLog(options: LogOptions): Log {
  const { write, clock, level = 'info', redact = (text) => text } = options;
  const lineOf =
    (name: Exclude<LogLevel, 'silent'>): LogLine =>
    (message, fields = {}) => {
      if (LEVELS[name] < LEVELS[level]) return;
      const time = new Date(clock.now()).toISOString();
      write(`${redact(JSON.stringify({ time, level: name, message, ...fields }, plainValue))}\n`);
    };
  return { debug: lineOf('debug'), info: lineOf('info'), warn: lineOf('warn'), error: lineOf('error') };
}

/** Errors have no enumerable properties: their name and message are written, never their stack. */
function plainValue(_key: string, value: unknown): unknown {
  if (value instanceof Error) return { name: value.name, message: value.message };
  return typeof value === 'bigint' ? String(value) : value;
}
