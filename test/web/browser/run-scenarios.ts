import { until } from '../../e2e/server-process.ts';
import type { WebStage } from './stage.ts';

/** A module of a scenario, as short as it can be told. */
export interface ShortStep {
  readonly module: string;
  readonly mapper?: object;
  readonly parameters?: object;
}

/** The trigger of scenarios that are run by hand: gives one bundle with these texts. */
export function startingWith(values: Readonly<Record<string, unknown>>): ShortStep {
  const spec = Object.entries(values).map(([name, value]) => ({ name, value }));
  return { module: 'util:BasicTrigger', parameters: { values: [{ spec }] } };
}

/** Stores a scenario whose modules follow each other; those of Sonar use the connection to the sandbox. Gives its id. */
export async function storeScenario(
  stage: WebStage,
  name: string,
  steps: readonly ShortStep[],
  settings: object = {},
): Promise<string> {
  const [connection] = (await stage.call('GET', '/connections'))['data'] as { id: string }[];
  const flow = steps.map(({ module, mapper = {}, parameters = {} }, index) => ({
    id: index + 1,
    module,
    version: 1,
    mapper,
    parameters: { ...parameters, ...(module.startsWith('sonar:') && { __IMTCONN__: connection?.id }) },
    metadata: { designer: { x: index * 300, y: 0 } },
  }));
  const scenario = { maxErrors: 99, autoCommit: true, dlq: false, ...settings };
  const blueprint = { name, flow, metadata: { version: 1, scenario, designer: { orphans: [] } } };
  const { id } = await stage.call('POST', '/scenarios', { name, blueprint, scheduling: { type: 'on-demand' } });
  return String(id);
}

/** Runs a scenario by hand and waits for its end. Gives the id of the run. */
export async function runToEnd(
  stage: WebStage,
  scenarioId: string,
  start: object = { type: 'trigger' },
): Promise<string> {
  const { executionId } = await stage.call('POST', `/scenarios/${scenarioId}/run`, start);
  await until(async () => {
    const { status } = await stage.call('GET', `/executions/${String(executionId)}`);
    return status !== 'running';
  }, 'the run is over');
  return String(executionId);
}

/** What the sandbox was asked, newest first. */
export interface SandboxCall {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** The calls of the API that the sandbox has seen, newest first. */
export async function sandboxCalls(stage: WebStage): Promise<readonly SandboxCall[]> {
  const answer = (await sandboxControl(stage, 'GET', '/requests?limit=1000')) as { requests: SandboxCall[] };
  return answer.requests;
}

/** Makes something happen in the sandbox. */
export async function sandboxControl(stage: WebStage, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${stage.sandboxUrl}/__sandbox${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
