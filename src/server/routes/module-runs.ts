import { BUILT_INS } from '../../engine/builtins/index.ts';
import { runSingleModule } from '../../engine/runs/single-module.ts';
import type { ConnectionId, StoredError } from '../../store/records.ts';
import { cutQuery } from '../contract/cut.ts';
import * as contract from '../contract/module-run.ts';
import { ANSWER_BYTES, cutterOf } from '../cut.ts';
import { refuseCutReferences } from '../cut-references.ts';
import { readBundles } from '../given-bundles.ts';
import { given } from '../given.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import type { ServerParts } from '../parts.ts';
import { showFinding } from '../views/scenario.ts';
import { findApp, findComponent, openConnection } from './app-access.ts';

/** Modules run by themselves, with mappings and bundles as in a scenario. */
export const MODULE_RUN_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'post',
      path: '/api/v1/modules/run',
      operationId: 'runSingleModule',
      tag: 'Apps',
      summary: 'Run one module of a scenario by itself',
      description:
        'Evaluates the mapper with the bundles given and calls the module as a run would. Nothing is kept of it. A failure of the module is part of the answer, not an error of the request.',
      query: cutQuery,
      body: contract.singleRun,
      idempotent: true,
      result: { status: 200, description: 'What the module did.', schema: contract.singleRunResult },
      errors: [404],
    },
    async ({ parts, query, body, signal }) => {
      const { parameters, mapper, timezone, connectionId } = body;
      const module = await nameOf(parts, body);
      refuseCutReferences(mapper, body.bundles);
      const bundles = readBundles(body.bundles);
      const { apps, vault, dataStores } = parts;
      const services = { ...parts.services, ...given({ timezone }) };
      const task = { module, parameters, mapper, bundles, ...given({ connectionId }) };
      const connectionValues = (id: string) => vault.reveal(id as ConnectionId);
      const result = await runSingleModule(task, {
        services,
        apps,
        connectionValues,
        dataStores: dataStores.records,
        signal,
      });
      const cut = cutterOf(query.cut, ANSWER_BYTES);
      return {
        body: {
          ...result,
          input: cut(result.input),
          outputs: result.outputs.map((output) => cut(output)),
          exchanges: result.exchanges.map((exchange) => cut(exchange)),
          warnings: [...result.warnings],
          error: result.error === null ? null : withoutPlace(result.error),
          problems: result.problems.map(showFinding),
        },
      };
    },
  ),
];

/** The module as blueprints name it, once it is sure that there is one and that its connection fits. */
async function nameOf(
  parts: ServerParts,
  body: { readonly app: string; readonly module: string; readonly connectionId?: ConnectionId | undefined },
): Promise<string> {
  const name = body.module.includes(':') ? body.module : `${body.app}:${body.module}`;
  if (BUILT_INS.has(name)) return name;
  const app = findApp(parts, body.app);
  const owner = findComponent(app, 'module', body.module);
  await openConnection(parts, { app, owner, id: body.connectionId });
  return name;
}

/** The module has no place in a scenario here, and its findings stand beside the error. */
function withoutPlace({
  moduleId: _moduleId,
  problems: _problems,
  ...error
}: StoredError): Omit<StoredError, 'moduleId' | 'problems'> {
  return error;
}
