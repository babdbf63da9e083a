/** Where a command reads and writes; tests pass their own. */
export interface Terminal {
  /** Data goes here, and nothing else. */
  readonly out: (text: string) => void;
  /** Everything for people: notes, progress, errors. */
  readonly err: (text: string) => void;
  /** The whole standard input as text. */
  readonly readInput: () => Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether standard error is a terminal that shows colours. */
  readonly colours: boolean;
  /** Aborted by Ctrl-C and by a request to terminate. */
  readonly signal: AbortSignal;
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** `text` in a style, or as it is where colours are not wanted. */
export function paint(terminal: Terminal, style: keyof typeof CODES, text: string): string {
  return terminal.colours ? `\u001B[${CODES[style]}m${text}\u001B[0m` : text;
}

/** The terminal of this process. `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb` are respected. */
export function processTerminal(): Terminal {
  const stop = new AbortController();
  // The second signal ends the process at once: the handlers run once only.
  process.once('SIGINT', () => {
    stop.abort(new Error('SIGINT'));
  });
  process.once('SIGTERM', () => {
    stop.abort(new Error('SIGTERM'));
  });
  // A reader that has seen enough, such as head, is no failure: what is still written goes nowhere.
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    readInput,
    environment: process.env,
    cwd: process.cwd(),
    colours: wantsColours(process.env, process.stderr.isTTY),
    signal: stop.signal,
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function wantsColours(environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (environment['NO_COLOR'] !== undefined && environment['NO_COLOR'] !== '') return false;
  if (environment['FORCE_COLOR'] !== undefined && environment['FORCE_COLOR'] !== '0') return true;
  return isTerminal && environment['TERM'] !== 'dumb';
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
