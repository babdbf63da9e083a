import { BUILT_INS } from '../../engine/builtins/index.ts';
import * as contract from '../contract/built-ins.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { showBuiltIn } from '../views/built-in.ts';

/** Modules that need no app. */
export const BUILT_IN_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/built-in-modules',
      operationId: 'listBuiltInModules',
      tag: 'Apps',
      summary: 'List the built-in modules with their fields',
      result: { status: 200, description: 'All of them.', schema: contract.builtInModules },
    },
    () => ({ body: { data: [...BUILT_INS.values()].map(showBuiltIn) } }),
  ),
];
