import { ConnectorError } from '../core/errors.ts';

/** Something that works with a connection. */
export interface ConnectionUse {
  readonly kind: 'scenario' | 'webhook';
  readonly id: string;
  readonly name: string;
}

/** The error for a connection that cannot be deleted because of what uses it. */
export function inUse(name: string, uses: readonly ConnectionUse[]): ConnectorError {
  const list = uses.map((use) => `${use.kind} "${use.name}"`).join(', ');
  return new ConnectorError('ConflictError', `The connection "${name}" is in use: ${list}.`, {
    fix: 'Give them another connection or delete them first.',
    problems: uses.map((use) => ({
      pointer: `/${use.kind}s/${use.id}`,
      severity: 'error',
      code: 'IN_USE',
      message: `The ${use.kind} "${use.name}" uses it.`,
    })),
  });
}
