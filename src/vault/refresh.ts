import { isDeepStrictEqual } from 'node:util';
import type { CallServices } from '../communication/services.ts';
import { ConnectorError, toConnectorError } from '../core/errors.ts';
import { createLocks } from '../core/locks.ts';
import type { App, AppConnection } from '../manifest/app.ts';
import type { ConnectionId, ConnectionRecord } from '../store/records.ts';
import { type ConnectionChanges, type ConnectionVault, isConflict } from './connection-records.ts';
import type { ConnectionContent } from './connection-values.ts';
import { beforePhases, runPhase } from './phase.ts';

/** What renewing tokens works with. */
export interface RefreshParts {
  readonly records: ConnectionVault;
  readonly apps: ReadonlyMap<string, App>;
  readonly services: CallServices;
  readonly redirectUri: (app: string) => string;
}

/**
 * Gives the content of a connection with a token that may be used: renewed first, when the app's own `refresh` says so.
 * One renewal at a time for each connection, because services give a renewal token for one use only.
 * @throws ConnectorError `InvalidAccessTokenError` when a person has to authorise it again, or as the service answered.
 */
export function createRefresh(parts: RefreshParts): (id: ConnectionId) => Promise<ConnectionContent> {
  const { records, apps, services } = parts;
  const locks = createLocks();

  return async (id) => {
    const record = await records.requireToRead(id);
    refuseEnded(record, services.clock.now());
    const component = componentOf(record);
    if (component?.connection.oauth?.refresh === undefined) return records.open(record);
    return locks.run(id, async () => renewed(await records.require(id), component));
  };

  async function renewed(record: ConnectionRecord, component: Component): Promise<ConnectionContent> {
    refuseEnded(record, services.clock.now());
    const content = records.open(record);
    const { values, scope } = content;
    const input = { ...component, values, scope, redirectUri: parts.redirectUri(record.app) };
    try {
      // Nobody may break this off: a renewal token that was used and whose answer is lost cannot be used again.
      const call = component.connection.oauth?.refresh;
      const state = await runPhase(services, call, { input, state: beforePhases(content.data) });
      if (!state.isChanged) return content;
      const expiresAt = state.expiresAt ?? record.expiresAt;
      const changes = { status: 'ok', reason: null, checkedAt: services.clock.now(), expiresAt } as const;
      const granted = state.granted ?? scope;
      const renewedContent = { values, data: state.data, scope: granted };
      return records.open(await keep(record, { ...changes, content: renewedContent }));
    } catch (thrown) {
      const error = toConnectorError(thrown);
      if (!isRefused(error)) throw error;
      const reason = `The service did not renew the authorisation: ${error.message} Authorise it again.`;
      const kept = await keep(record, { status: 'attention', reason, expiresAt: services.clock.now() });
      const now = records.open(kept);
      if (isDeepStrictEqual(now, content)) throw ended(record, error);
      return now;
    }
  }

  /**
   * Stores what a renewal gave, also when people renamed the connection meanwhile: its earlier token is used up. What
   * was authorised anew meanwhile stays instead.
   */
  async function keep(before: ConnectionRecord, changes: ConnectionChanges): Promise<ConnectionRecord> {
    const content = records.open(before);
    for (let base = before; ;) {
      try {
        return await records.update(base, changes);
      } catch (error) {
        if (!isConflict(error)) throw error;
        base = await records.require(before.id);
        if (!isDeepStrictEqual(records.open(base), content)) return base;
      }
    }
  }

  function componentOf({ app: name, connection: kind }: ConnectionRecord): Component | undefined {
    const app = apps.get(name);
    const connection = app?.connections.get(kind);
    return app === undefined || connection === undefined ? undefined : { app, connection };
  }
}

interface Component {
  readonly app: App;
  readonly connection: AppConnection;
}

/** A service that refuses for good says so with these; anything else may be right the next time. */
function isRefused({ name, upstream }: ConnectorError): boolean {
  return name === 'InvalidAccessTokenError' || upstream?.status === 400 || upstream?.status === 401;
}

function refuseEnded(record: ConnectionRecord, now: number): void {
  if (record.expiresAt !== null && record.expiresAt <= now) throw ended(record);
}

function ended({ name, reason }: ConnectionRecord, cause?: ConnectorError): ConnectorError {
  const why = cause?.message ?? reason ?? 'its time is over.';
  return new ConnectorError('InvalidAccessTokenError', `The connection "${name}" is not authorised any more: ${why}`, {
    fix: 'Authorise the connection again, then switch the scenarios on that were switched off.',
    ...(cause && { cause }),
  });
}
