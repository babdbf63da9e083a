import { ConnectorError } from '../../core/errors.ts';
import type { OperationRole } from './step.ts';

/** Stands in for a module that cannot work: it fails when a bundle reaches it. */
export function failingRole(message: string, fix: string): OperationRole {
  return {
    type: 'operation',
    journaled: false,
    perform() {
      throw new ConnectorError('InvalidConfigurationError', message, { fix });
    },
  };
}
