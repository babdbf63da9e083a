import { z } from 'zod';
import { ConnectorError } from '../../core/errors.ts';
import { GATEWAY } from '../../manifest/custom-webhook.ts';
import type { HookId, HookRecord } from '../../store/records.ts';
import * as contract from '../contract/hooks.ts';
import { idOf, pageOf, pageQuery } from '../contract/primitives.ts';
import { requireVersion } from '../entity-tag.ts';
import { operation } from '../operation.ts';
import type { Answer, Operation } from '../operation.ts';
import { pageAnswer, pageOfList, pageQueryOf } from '../pages.ts';
import type { ServerParts } from '../parts.ts';
import { hookRows } from '../rows/hook.ts';
import { settingsOf } from '../hook-settings.ts';
import { showDrift, showHook } from '../views/hook.ts';
import { findApp, findComponent } from './app-access.ts';

const tag = 'Hooks';
const params = z.object({ id: idOf('hk') });
const driftQuery = pageQuery.extend({ hookId: idOf('hk').optional() });

/** Webhooks: our addresses and their registration at the provider. */
export const HOOK_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/hooks',
      operationId: 'listHooks',
      tag,
      summary: 'List the webhooks, newest first',
      query: pageQuery,
      result: { status: 200, description: 'The webhooks.', schema: pageOf(contract.hookRow) },
    },
    async ({ parts, query }) => {
      const present = (await parts.store.hooks.list()).filter((hook) => hook.deletedAt === null);
      const page = pageOfList(present, ({ id }) => id, query);
      return { body: pageAnswer(page, await hookRows(parts, page.items)) };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/hooks',
      operationId: 'createHook',
      tag,
      summary: 'Create a webhook with an address of its own',
      description:
        'A trigger uses it once its blueprint names it as `__IMTHOOK__`. It is registered at the provider while an active scenario uses it, and deleted with the last scenario. Saving a trigger without a webhook creates one by itself.',
      body: contract.hookCreate,
      idempotent: true,
      result: { status: 201, description: 'The webhook.', schema: contract.hook },
      errors: [404, 409, 422],
    },
    async ({ parts, body }) => {
      await requireConnection(parts, body);
      const hook = await parts.hooks.create(body);
      return { ...answerOf(parts, hook), location: `/api/v1/hooks/${hook.id}` };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/hooks/drift',
      operationId: 'listDrift',
      tag,
      summary: 'List what was repaired at the provider',
      query: driftQuery,
      result: { status: 200, description: 'Repairs, newest first.', schema: pageOf(contract.drift) },
    },
    async ({ parts, query }) => {
      const page = { ...pageQueryOf(query), ...(query.hookId !== undefined && { hookId: query.hookId }) };
      return { body: pageAnswer(await parts.store.hooks.listDrift(page), showDrift) };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/hooks/reconcile',
      operationId: 'reconcileHooks',
      tag,
      summary: 'Compare the webhooks with the provider and repair them',
      description: 'A dry run, the default, only says what it would do.',
      body: contract.reconcileRequest,
      result: { status: 200, description: 'What was or would be done.', schema: contract.reconcileResult },
      errors: [502, 504],
    },
    async ({ parts, body: { dryRun } }) => {
      const { actions, unreachable } = await parts.reconciler.reconcile({ dryRun });
      const shown = actions.map(({ hookId, action, detail }) => ({ hookId, action, detail }));
      const silent = unreachable.map(({ app, connectionId, reason }) => ({ app, connectionId, reason }));
      return { body: { dryRun, actions: shown, unreachable: silent } };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/hooks/{id}',
      operationId: 'getHook',
      tag,
      summary: 'Read a webhook and the state of its queue',
      params,
      result: { status: 200, description: 'The webhook.', schema: contract.hook },
    },
    async ({ parts, params }) => {
      const hook = await findHook(parts, params.id);
      const queue = { ...(await parts.store.deliveries.counts(hook.id)) };
      return { body: { ...shownBy(parts)(hook), queue }, version: hook.version };
    },
  ),
  operation(
    {
      method: 'patch',
      path: '/api/v1/hooks/{id}',
      operationId: 'updateHook',
      tag,
      summary: 'Change how deliveries of a webhook are checked and worked off',
      params,
      body: contract.hookUpdate,
      conditional: true,
      result: { status: 200, description: 'The webhook as it is now.', schema: contract.hook },
      errors: [401, 409, 422, 502, 504],
    },
    async ({ parts, params, body, version }) => {
      const before = await findHook(parts, params.id);
      requireVersion(before.version, version);
      const { parameters } = body;
      const hook = parameters === undefined ? before : await parts.hooks.reshape(before.id, version, parameters);
      const { paused, ...settings } = settingsOf(hook, body, parts.vault);
      const hasSettings = Object.keys(settings).length > 0;
      const changed = hasSettings ? await parts.hooks.configure(hook.id, hook.version, settings) : hook;
      if (paused === undefined || paused === hook.paused) return answerOf(parts, changed);
      return answerOf(parts, await parts.deliveries[paused ? 'pause' : 'resume'](hook.id));
    },
  ),
  operation(
    {
      method: 'delete',
      path: '/api/v1/hooks/{id}',
      operationId: 'deleteHook',
      tag,
      summary: 'Delete a webhook that no scenario uses',
      description: 'Its address answers 410 from then on. A webhook in use is kept: 409.',
      params,
      result: { status: 204, description: 'It is gone.' },
      errors: [409],
    },
    async ({ parts, params }) => {
      const hook = await findHook(parts, params.id);
      const users = (await parts.store.overview.scenariosOf([hook.id])).get(hook.id) ?? [];
      if (users.length > 0) throw inUse(hook, users);
      await parts.hooks.remove(hook.id);
      return { body: undefined };
    },
  ),
  ...(['attach', 'detach'] as const).map((action) =>
    operation(
      {
        method: 'post',
        path: `/api/v1/hooks/{id}/${action}`,
        operationId: `${action}Hook`,
        tag,
        summary: action === 'attach' ? 'Register a webhook at the provider' : 'Remove a webhook from the provider',
        params,
        result: { status: 200, description: 'The webhook as it is now.', schema: contract.hook },
        errors: [401, 409, 422, 502, 504],
      },
      async ({ parts, params }) => {
        await findHook(parts, params.id);
        return answerOf(parts, await parts.hooks[action](params.id));
      },
    ),
  ),
];

/** A hook that was not deleted. @throws ConnectorError `NotFoundError`. */
export async function findHook({ store }: Pick<ServerParts, 'store'>, id: HookId): Promise<HookRecord> {
  const hook = await store.hooks.get(id);
  if (hook !== undefined && hook.deletedAt === null) return hook;
  throw new ConnectorError('NotFoundError', `There is no webhook ${id}.`);
}

/** A webhook belongs to a connection of its kind. @throws ConnectorError `NotFoundError`, `BundleValidationError`. */
async function requireConnection(
  parts: Pick<ServerParts, 'apps' | 'store'>,
  { app, webhook, connectionId }: z.output<typeof contract.hookCreate>,
): Promise<void> {
  const owner = app === GATEWAY.name ? GATEWAY : findApp(parts, app);
  const { connection: kind, altConnection } = findComponent(owner, 'webhook', webhook);
  if (kind === undefined && connectionId === null) return;
  const given = connectionId === null ? undefined : await parts.store.connections.get(connectionId);
  if (given !== undefined && given.app === app && [kind, altConnection].includes(given.connection)) return;
  const wanted = kind === undefined ? 'no connection' : `a connection of the kind "${kind}" of ${app}`;
  const message = `The webhook "${webhook}" needs ${wanted}.`;
  throw new ConnectorError('BundleValidationError', message, {
    problems: [{ pointer: '/connectionId', severity: 'error', code: 'CONNECTION', message }],
  });
}

function inUse({ name }: HookRecord, users: readonly string[]): ConnectorError {
  const scenarios = users.length === 1 ? 'a scenario' : `${users.length} scenarios`;
  return new ConnectorError('ConflictError', `The webhook "${name}" starts ${scenarios}: ${users.join(', ')}.`, {
    fix: 'Choose another webhook there, or delete the scenario; the webhook goes with its last scenario.',
  });
}

function answerOf(parts: ServerParts, hook: HookRecord): Answer<z.output<typeof contract.hook>> {
  return { body: shownBy(parts)(hook), version: hook.version };
}

function shownBy({ hooks }: ServerParts): (hook: HookRecord) => z.output<typeof contract.hook> {
  return (hook) => showHook(hook, hooks.urlOf(hook));
}
