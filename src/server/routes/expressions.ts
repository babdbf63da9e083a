import type { Json } from '../../core/json.ts';
import { encodeValue } from '../../engine/flow/snapshot.ts';
import * as contract from '../contract/expressions.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';

/** Expressions as they are written in mappings, outside of runs. */
export const EXPRESSION_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'post',
      path: '/api/v1/iml/evaluate',
      operationId: 'evaluateExpression',
      tag: 'Expressions',
      summary: 'Evaluate a text with expressions',
      description: 'The same code as in a run. No connection can be read.',
      body: contract.evaluation,
      result: { status: 200, description: 'The value.', schema: contract.evaluationResult },
      errors: [422],
    },
    ({ parts, body }) => {
      const value = parts.expressions.evaluate(body.value, body.bundles, body.timezone);
      return { body: { result: plain(value), type: typeName(value), missing: [], error: null, findings: [] } };
    },
  ),
];

function plain(value: unknown): Json {
  return value === undefined ? null : encodeValue(value);
}

function typeName(value: unknown): string {
  if (value === undefined || value === null) return 'empty';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (value instanceof Uint8Array) return 'buffer';
  const names: Readonly<Record<string, string>> = { string: 'text', object: 'collection', bigint: 'number' };
  return names[typeof value] ?? typeof value;
}
