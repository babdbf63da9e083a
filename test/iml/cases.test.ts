import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { toConnectorError, type ConnectorError } from '../../src/core/errors.ts';
import { collectionOf, isCollection } from '../../src/core/json.ts';
import type { ImlMode } from '../../src/iml/evaluation.ts';
import { compileExpression, compileTemplate } from '../../src/iml/template.ts';
import { evaluationOf } from './evaluation-of.ts';

interface Case {
  readonly title?: string;
  readonly expression?: string;
  readonly template?: string;
  readonly mode?: ImlMode;
  readonly given?: Record<string, unknown>;
  readonly timezone?: string;
  readonly result?: unknown;
  readonly error?: {
    readonly name?: string;
    readonly code?: string;
    readonly line?: number;
    readonly column?: number;
    readonly message?: string;
  };
}

const FOLDER = new URL('../cases/iml/', import.meta.url);

for (const file of readdirSync(FOLDER)) {
  const cases = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as readonly Case[];
  describe(file, () => {
    test.each(cases.map((entry) => ({ ...entry, name: entry.title ?? entry.expression ?? entry.template })))(
      '$name',
      (entry) => {
        if (entry.error === undefined) expect(run(entry, file)).toEqual(revive(entry.result));
        else expectError(entry, file);
      },
    );
  });
}

function run(entry: Case, file: string): unknown {
  const mode = entry.mode ?? (file === 'scenario.json' ? 'scenario' : 'app');
  const compiled =
    entry.template === undefined
      ? compileExpression(entry.expression ?? '', { mode })
      : compileTemplate(entry.template, { mode });
  const given = revive(entry.given ?? {}) as Record<string, unknown>;
  return compiled.evaluate(evaluationOf(given, entry.timezone === undefined ? {} : { timezone: entry.timezone }));
}

function expectError(entry: Case, file: string): void {
  const error = errorOf(() => run(entry, file));
  const [problem] = error.problems;
  const { name, code, line, column, message = '' } = entry.error ?? {};
  const seen = { name: error.name, code: problem?.code, ...problem?.position };
  expect(seen).toEqual({ ...seen, ...defined({ name, code, line, column }) });
  expect(error.message).toContain(message);
  expect(error.fix).not.toBe('');
}

function errorOf(action: () => unknown): ConnectorError {
  let value: unknown;
  try {
    value = action();
  } catch (thrown) {
    return toConnectorError(thrown);
  }
  throw new Error(`No error, but the value ${JSON.stringify(value)}`);
}

function defined(entries: Record<string, unknown>): Record<string, unknown> {
  return collectionOf(Object.entries(entries).filter(([, value]) => value !== undefined));
}

/** `{"$date"}`, `{"$binary"}` and `{"$undefined"}` stand for what JSON cannot hold. */
function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (!isCollection(value)) return value;
  if (typeof value['$date'] === 'string') return new Date(value['$date']);
  if (typeof value['$binary'] === 'string') return Buffer.from(value['$binary'], 'base64');
  if (value['$undefined'] === true) return undefined;
  return collectionOf(Object.entries(value).map(([key, inner]) => [key, revive(inner)] as const));
}
