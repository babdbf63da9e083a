import { z } from 'zod';
import { ConnectorError, toConnectorError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { RunSource } from '../../engine/runs/executions.ts';
import type { SavedScenario } from '../../engine/scenarios/scenario-service.ts';
import type { RunId, ScenarioId, ScenarioRecord } from '../../store/records.ts';
import { idOf, pageOf, pageQuery } from '../contract/primitives.ts';
import * as contract from '../contract/scenarios.ts';
import { requireVersion } from '../entity-tag.ts';
import { given } from '../given.ts';
import { BODY_LIMIT } from '../mount.ts';
import { operation } from '../operation.ts';
import type { Answer, Operation } from '../operation.ts';
import { pageAnswer, pageOfList } from '../pages.ts';
import type { ServerParts } from '../parts.ts';
import { scenarioRows } from '../rows/scenario.ts';
import { showFinding, showScenario, showScenarioDetail } from '../views/scenario.ts';

const tag = 'Scenarios';
const params = z.object({ id: idOf('scn') });
/** Largest blueprint, as Make has it. */
export const BLUEPRINT_LIMIT = 2 * 1024 * 1024;

/** How long the answer waits for a run that waits for a delivery itself, in milliseconds. */
const PATIENCE_MS = 250;

/** Automations: kept as blueprints, switched on and off, run by hand. */
export const SCENARIO_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/scenarios',
      operationId: 'listScenarios',
      tag,
      summary: 'List the scenarios, newest first',
      query: pageQuery.extend({ active: z.enum(['true', 'false']).optional() }),
      result: { status: 200, description: 'The scenarios.', schema: pageOf(contract.scenarioRow) },
    },
    async ({ parts, query }) => {
      const all = await parts.store.scenarios.list();
      const wanted = all.filter(({ active }) => query.active === undefined || String(active) === query.active);
      const page = pageOfList(wanted, ({ id }) => id, query);
      return { body: pageAnswer(page, await scenarioRows(parts, page.items)) };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/scenarios',
      operationId: 'createScenario',
      tag,
      summary: 'Create a scenario, or import a blueprint',
      description: 'It is off at first. Keys of the blueprint that mean nothing here are kept.',
      body: contract.scenarioCreate,
      bodyLimit: BLUEPRINT_LIMIT,
      idempotent: true,
      result: { status: 201, description: 'The scenario.', schema: contract.savedScenario },
      errors: [409, 422],
    },
    async ({ parts, body }) => {
      const { blueprint, ...others } = body;
      const saved = await parts.scenarios.importBlueprint({ ...given(others), file: blueprint as Json });
      return { ...savedAnswer(saved), location: `/api/v1/scenarios/${saved.scenario.id}` };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/scenarios/{id}',
      operationId: 'getScenario',
      tag,
      summary: 'Read a scenario with its blueprint',
      params,
      result: { status: 200, description: 'The scenario.', schema: contract.scenarioDetail },
    },
    async ({ parts, params }) => detail(await findScenario(parts, params.id)),
  ),
  operation(
    {
      method: 'patch',
      path: '/api/v1/scenarios/{id}',
      operationId: 'updateScenario',
      tag,
      summary: 'Change a scenario',
      description: 'Runs that have started go on with the version they started with.',
      params,
      body: contract.scenarioUpdate,
      bodyLimit: BLUEPRINT_LIMIT,
      conditional: true,
      result: { status: 200, description: 'The scenario as it is now.', schema: contract.savedScenario },
      errors: [409, 422],
    },
    async ({ parts, params, body, version }) => {
      requireVersion((await findScenario(parts, params.id)).version, version);
      const edit = { ...body, blueprint: body.blueprint as Json | undefined };
      return savedAnswer(await parts.scenarios.update(params.id, version, given(edit)));
    },
  ),
  operation(
    {
      method: 'delete',
      path: '/api/v1/scenarios/{id}',
      operationId: 'deleteScenario',
      tag,
      summary: 'Delete a scenario',
      description: 'Its webhook is removed from the provider when no other scenario shares it.',
      params,
      result: { status: 204, description: 'It is gone.' },
    },
    async ({ parts, params }) => {
      await findScenario(parts, params.id);
      await parts.scenarios.remove(params.id);
      return { body: undefined };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/scenarios/{id}/blueprint',
      operationId: 'exportBlueprint',
      tag,
      summary: 'Export the blueprint of a scenario',
      params,
      result: { status: 200, description: 'The blueprint.', schema: contract.blueprint },
    },
    async ({ parts, params }) => {
      await findScenario(parts, params.id);
      const blueprint = await parts.scenarios.exportBlueprint(params.id);
      return { body: blueprint as z.output<typeof contract.blueprint> };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/scenarios/{id}/problems',
      operationId: 'listScenarioProblems',
      tag,
      summary: 'List what is wrong with a scenario',
      params,
      result: {
        status: 200,
        description: 'Findings; errors keep it from being switched on.',
        schema: contract.problems,
      },
    },
    async ({ parts, params }) => {
      const problems = await parts.scenarios.problemsOf(await findScenario(parts, params.id));
      return { body: { problems: problems.map(showFinding) } };
    },
  ),
  ...(['activate', 'deactivate'] as const).map((action) =>
    operation(
      {
        method: 'post',
        path: `/api/v1/scenarios/{id}/${action}`,
        operationId: `${action}Scenario`,
        tag,
        summary: action === 'activate' ? 'Switch a scenario on' : 'Switch a scenario off',
        description:
          action === 'activate'
            ? 'It is on once its webhook is registered at the provider.'
            : 'Deliveries that arrive from now on are kept and wait.',
        params,
        result: { status: 200, description: 'The scenario as it is now.', schema: contract.scenario },
        errors: [401, 409, 422, 502, 504],
      },
      async ({ parts, params }) => {
        await findScenario(parts, params.id);
        const record = await parts.scenarios[action](params.id);
        return { body: showScenario(record), version: record.version };
      },
    ),
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/scenarios/{id}/run',
      operationId: 'runScenario',
      tag,
      summary: 'Run a scenario once',
      description: 'Watch its progress at /api/v1/events, or read the execution.',
      params,
      body: contract.runRequest,
      bodyLimit: contract.PIN_LIMITS.bytes + BODY_LIMIT,
      idempotent: true,
      result: {
        status: 202,
        description: 'It has started, waits, or was stopped before it started.',
        schema: contract.runStarted,
      },
      errors: [409, 422],
    },
    async ({ parts, params, body }) => {
      await findScenario(parts, params.id);
      const run = parts.executions.runOnce(params.id, sourceOf(body), given({ pins: body.pins }));
      const { requested } = parts;
      const begun =
        body.type === 'wait'
          ? await requested.beginOrWait(params.id, run, PATIENCE_MS)
          : { executionId: await requested.begin(params.id, run), waiting: false };
      const { executionId } = begun;
      return { body: begun, ...(executionId !== null && { location: `/api/v1/executions/${executionId}` }) };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/scenarios/{id}/stop',
      operationId: 'stopScenario',
      tag,
      summary: 'Stop waiting for a delivery, and stop the runs of a scenario',
      params,
      result: { status: 204, description: 'It was asked to stop.' },
    },
    async ({ parts, params }) => {
      await findScenario(parts, params.id);
      parts.requested.stop(params.id);
      const running = (await parts.store.runs.running()).filter(({ scenarioId }) => scenarioId === params.id);
      await Promise.all(running.map(({ id }) => stopUnlessOver(parts, id)));
      return { body: undefined };
    },
  ),
];

async function findScenario({ store }: ServerParts, id: ScenarioId): Promise<ScenarioRecord> {
  const record = await store.scenarios.get(id);
  if (record !== undefined) return record;
  throw new ConnectorError('NotFoundError', `There is no scenario ${id}.`);
}

/** A run may end by itself before it is told to. */
async function stopUnlessOver({ executions }: ServerParts, id: RunId): Promise<void> {
  await executions.stop(id).catch((error: unknown) => {
    if (toConnectorError(error).name !== 'ConflictError') throw error;
  });
}

function sourceOf({ pins: _pins, ...source }: z.output<typeof contract.runRequest>): RunSource | undefined {
  if (source.type === 'trigger') return undefined;
  return source.type === 'wait' ? given({ ...source, type: 'next' as const }) : source;
}

function detail(record: ScenarioRecord): Answer<z.output<typeof contract.scenarioDetail>> {
  return { body: showScenarioDetail(record), version: record.version };
}

function savedAnswer({ scenario, problems }: SavedScenario): Answer<z.output<typeof contract.savedScenario>> {
  const body = { ...showScenarioDetail(scenario), problems: problems.map(showFinding) };
  return { body, version: scenario.version };
}
