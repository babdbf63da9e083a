import { codeFrame } from '../core/source.ts';
import type { Problem } from '../core/source.ts';
import type { ConnectorError } from '../core/errors.ts';
import { problemDocument } from '../core/problem.ts';
import { paint } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** Prints exactly one JSON document to standard output. */
export function printJson(terminal: Terminal, data: unknown): void {
  terminal.out(`${JSON.stringify({ ok: true, data }, null, 2)}\n`);
}

/** Prints an error: one JSON document with `--json`, else what happened, every finding, and what to try. */
export function printError(terminal: Terminal, error: ConnectorError, json: boolean): void {
  if (json) {
    terminal.out(`${JSON.stringify({ ok: false, error: problemDocument(error) }, null, 2)}\n`);
    return;
  }
  const { upstream, retryAfterMs } = error;
  const headline = upstream === undefined ? error.message : `The service answered ${upstream.status}: ${error.message}`;
  terminal.err(`${paint(terminal, 'red', headline)}  ${paint(terminal, 'dim', error.name)}\n`);
  for (const problem of error.problems) printProblem(terminal, problem);
  if (upstream !== undefined) printRow(terminal, 'meaning', error.row.meaning);
  if (retryAfterMs !== undefined)
    printRow(terminal, 'wait', `${Math.ceil(retryAfterMs / 1000)} s, as the service says`);
  printRow(terminal, 'try', error.fix);
  printRow(terminal, 'docs', `docs/reference/errors.md#${error.name.toLowerCase()}`);
}

/** One labelled line under a headline. */
export function printRow(terminal: Terminal, label: string, text: string): void {
  terminal.err(`  ${paint(terminal, 'dim', label.padEnd(10))} ${text}\n`);
}

/** One finding: the place, what is wrong, what to do; with the source line when it is given. */
export function printProblem(terminal: Terminal, problem: Problem, source?: string): void {
  const place = problem.position === undefined ? '' : `:${problem.position.line}:${problem.position.column}`;
  const where = problem.file === undefined ? '' : `${problem.file}${place}  `;
  const severity = paint(terminal, problem.severity === 'error' ? 'red' : 'yellow', problem.severity);
  terminal.err(`  ${where}${severity}  ${paint(terminal, 'dim', problem.code)}  ${problem.message}\n`);
  if (source !== undefined && problem.position !== undefined) {
    terminal.err(`${indent(codeFrame(source, problem.position))}\n`);
  }
  if (problem.fix !== undefined) terminal.err(`      ${paint(terminal, 'cyan', 'fix')}  ${problem.fix}\n`);
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');
}
