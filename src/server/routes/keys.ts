import * as contract from '../contract/keys.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';

/** The key that seals tokens and secrets. */
export const KEY_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'post',
      path: '/api/v1/keys/rotate',
      operationId: 'rotateKey',
      tag: 'Keys',
      summary: 'Seal everything with another key',
      description:
        'Work goes on meanwhile. With a key file a new key is made and kept there; with keys in the settings the first of them is used.',
      result: { status: 200, description: 'What was sealed anew.', schema: contract.rotation },
      errors: [409, 500],
    },
    async ({ parts }) => {
      const { unreadable, ...done } = await parts.vault.rotate();
      return { body: { ...done, unreadable: [...unreadable] } };
    },
  ),
];
