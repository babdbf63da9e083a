import type { Collection } from '../../core/json.ts';
import { redactor, type Secret } from '../../core/secret.ts';
import { secretsOf } from '../../manifest/secrets.ts';
import type { Run } from './run-state.ts';
import type { Step } from '../blueprint/step.ts';

/** The opened connection of a step. */
export interface ConnectionAccess {
  readonly values: Collection;
  readonly secrets: readonly Secret[];
}

const NO_CONNECTION: ConnectionAccess = { values: {}, secrets: [] };

/**
 * Opens the connection of a step, once per run, or for every operation when its token may end in between; from then on
 * its secrets are removed from everything the run logs.
 * @throws ConnectorError when the connection is gone.
 */
export async function openConnection(step: Step, run: Run): Promise<ConnectionAccess> {
  if (step.connectionId === undefined) return NO_CONNECTION;
  const open = run.connections.get(step.connectionId);
  if (open !== undefined && step.connection?.oauth?.refresh === undefined) return open;
  const values = await run.context.connectionValues(step.connectionId);
  if (values === open?.values) return open;
  const access = { values, secrets: secretsOf(step.connection, values) };
  run.connections.set(step.connectionId, access);
  hideSecrets(access.secrets, run);
  return access;
}

/** From now on these values are removed from everything the run logs. */
export function hideSecrets(secrets: readonly Secret[], run: Run): void {
  const known = new Set(run.secrets.map((secret) => secret.reveal()));
  const fresh = secrets.filter((secret) => !known.has(secret.reveal()));
  if (fresh.length === 0) return;
  run.secrets.push(...fresh);
  run.redact = redactor(run.secrets);
}
