import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.ts';
import { freePort } from '../free-port.ts';

/** What one command line did. */
export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A place to run command lines in: an empty data folder and a sandbox port of its own. */
export interface CliPlace {
  readonly environment: Record<string, string>;
  run(
    line: readonly string[],
    options?: { readonly input?: string; readonly environment?: Record<string, string> },
  ): Promise<CliRun>;
  /** Starts a command that goes on until `stop`. */
  start(line: readonly string[]): {
    readonly done: Promise<CliRun>;
    readonly stop: (signal?: 'SIGINT' | 'SIGTERM') => void;
    readonly err: () => string;
    readonly out: () => string;
  };
}

/** Makes the place. */
export async function createPlace(): Promise<CliPlace> {
  const environment = {
    SONAR_CONNECT_DATA_DIR: mkdtempSync(join(tmpdir(), 'cli-')),
    SANDBOX_PORT: String(await freePort()),
  };
  const start: CliPlace['start'] = (line) => launch(line, environment, '');
  return {
    environment,
    start,
    run: (line, options = {}) => launch(line, { ...environment, ...options.environment }, options.input ?? '').done,
  };
}

function launch(line: readonly string[], environment: Record<string, string>, input: string) {
  const text = { out: '', err: '' };
  const stop = new AbortController();
  const terminal = {
    out: (part: string) => void (text.out += part),
    err: (part: string) => void (text.err += part),
    readInput: () => Promise.resolve(input),
    environment,
    cwd: tmpdir(),
    colours: false,
    signal: stop.signal,
  };
  const done = main(line, terminal).then((code) => ({ code, ...text }));
  return { done, stop: (signal = 'SIGINT') => stop.abort(new Error(signal)), err: () => text.err, out: () => text.out };
}
