import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../core/json.ts';
import { SONAR_APP_FOLDER } from '../runtime.ts';
import type { Service } from '../service/service.ts';

/** What the demo made, or that there was something already. */
export type DemoResult = { readonly scenario: string } | undefined;

const DEMO_BLUEPRINT = join(SONAR_APP_FOLDER, 'examples/scenarios/welcome-text.json');

/**
 * Gives an empty installation something to look at: a connection to the embedded sandbox, and an active scenario that
 * welcomes new customers. Does nothing once there is a connection or a scenario.
 */
export async function seedDemo(service: Service, token: string): Promise<DemoResult> {
  const [connections, scenarios] = await Promise.all([service.vault.list(), service.scenarios.list()]);
  if (connections.length > 0 || scenarios.length > 0 || !service.apps.has('sonar')) return undefined;
  const connection = await service.vault.create({
    app: 'sonar',
    connection: 'sonar',
    name: 'Sonar sandbox',
    values: { privateToken: token, sandbox: true },
  });
  const file = JSON.parse(await readFile(DEMO_BLUEPRINT, 'utf8')) as Json;
  const { scenario } = await service.scenarios.importBlueprint({ file, connections: { 1: connection.id } });
  await service.scenarios.activate(scenario.id);
  return { scenario: scenario.name };
}
