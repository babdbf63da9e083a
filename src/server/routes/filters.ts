import { explainFilter } from '../../engine/filter/explain-filter.ts';
import { groupOf, OPERATORS } from '../../engine/filter/operators.ts';
import * as contract from '../contract/filters.ts';
import { readBundles } from '../given-bundles.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { showValue } from '../views/expression.ts';

const tag = 'Filters';

/** Filters between modules, outside of runs. */
export const FILTER_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/filter-operators',
      operationId: 'listFilterOperators',
      tag,
      summary: 'List the operators of filters',
      result: { status: 200, description: 'In the order people choose from.', schema: contract.filterOperators },
    },
    () => ({
      body: {
        data: [...OPERATORS.values()].map((operator) => ({
          id: operator.name,
          label: operator.label.charAt(0).toUpperCase() + operator.label.slice(1),
          group: groupOf(operator),
          operands: operator.unary ? (1 as const) : (2 as const),
        })),
      },
    }),
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/filters/evaluate',
      operationId: 'evaluateFilter',
      tag,
      summary: 'Try a filter with bundles',
      description: 'The same code as in a run. Conditions that cannot be judged are answered with their `error`.',
      body: contract.filterEvaluation,
      result: { status: 200, description: 'The outcome.', schema: contract.filterEvaluationResult },
    },
    ({ parts, body }) => {
      const { clock, random, limits, timezone } = parts.services;
      const explained = explainFilter(body.conditions, {
        variables: readBundles(body.bundles),
        clock,
        random,
        timezone: body.timezone ?? timezone,
        limits: limits.expression,
      });
      const groups = explained.groups.map((group) =>
        group.map(({ passes, a, error, ...second }) => ({
          passes,
          a: showValue(a),
          ...('b' in second && { b: showValue(second.b) }),
          error,
        })),
      );
      return { body: { passes: explained.passes, groups } };
    },
  ),
];
