import type { Json } from '../../core/json.ts';
import * as contract from '../contract/scenarios.ts';
import { given } from '../given.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { showFinding } from '../views/scenario.ts';
import { BLUEPRINT_LIMIT } from './scenarios.ts';

/** Scenarios that are not saved. */
export const DRAFT_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'post',
      path: '/api/v1/blueprints/check',
      operationId: 'checkBlueprint',
      tag: 'Scenarios',
      summary: 'List what would be wrong with a scenario',
      description:
        'The findings a scenario with this blueprint would have, for a draft. Nothing is stored. Pointers begin at `flow`.',
      body: contract.blueprintCheck,
      bodyLimit: BLUEPRINT_LIMIT,
      result: {
        status: 200,
        description: 'Findings; errors would keep it from being switched on.',
        schema: contract.problems,
      },
      errors: [422],
    },
    async ({ parts, body }) => {
      const { blueprint, ...others } = body;
      const problems = await parts.scenarios.check({ ...given(others), blueprint: blueprint as Json });
      return { body: { problems: problems.map(showFinding) } };
    },
  ),
];
