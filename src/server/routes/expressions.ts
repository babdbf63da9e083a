import { ConnectorError } from '../../core/errors.ts';
import { commonTimeZones } from '../../forms/time-zone.ts';
import { lintText } from '../../iml/lint/lint.ts';
import { missingReferences } from '../../iml/missing.ts';
import * as contract from '../contract/expressions.ts';
import { readBundles, RUN_VALUES } from '../given-bundles.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { showFailure, showFunctions, showValue } from '../views/expression.ts';

const tag = 'Expressions';

/** Expressions as they are written in mappings, outside of runs. */
export const EXPRESSION_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/iml/functions',
      operationId: 'listFunctions',
      tag,
      summary: 'List the functions and keywords of expressions',
      result: { status: 200, description: 'All of them.', schema: contract.imlFunctions },
    },
    () => ({ body: { data: showFunctions() } }),
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/iml/evaluate',
      operationId: 'evaluateExpression',
      tag,
      summary: 'Evaluate a text with expressions',
      description: 'The same code as in a run. No connection can be read.',
      body: contract.evaluation,
      result: { status: 200, description: 'The value.', schema: contract.evaluationResult },
      errors: [422],
    },
    ({ parts, body }) => {
      const { value, timezone, lenient } = body;
      const bundles = readBundles(body.bundles);
      const outcome = outcomeOf(() => parts.expressions.evaluate(value, bundles, timezone));
      if (outcome.error !== undefined && !lenient) throw outcome.error;
      return {
        body: {
          result: showValue(outcome.value),
          type: typeName(outcome.value),
          missing: [...missingReferences(value, bundles, RUN_VALUES)],
          error: outcome.error === undefined ? null : showFailure(outcome.error, value),
          findings: typeof value === 'string' ? [...lintText(value)] : [],
        },
      };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/timezones',
      operationId: 'listTimezones',
      tag,
      summary: 'List time zones to choose from',
      result: { status: 200, description: 'Their IANA names.', schema: contract.timezones },
    },
    () => ({ body: { data: [...commonTimeZones()] } }),
  ),
];

interface Outcome {
  readonly value?: unknown;
  readonly error?: ConnectorError;
}

function outcomeOf(evaluate: () => unknown): Outcome {
  try {
    return { value: evaluate() };
  } catch (error) {
    if (error instanceof ConnectorError) return { error };
    throw error;
  }
}

function typeName(value: unknown): string {
  if (value === undefined || value === null) return 'empty';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (value instanceof Uint8Array) return 'buffer';
  const names: Readonly<Record<string, string>> = { string: 'text', object: 'collection', bigint: 'number' };
  return names[typeof value] ?? typeof value;
}
