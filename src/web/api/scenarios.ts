import { queryOptions } from '@tanstack/react-query';
import type {
  PageOf,
  RunRequest,
  RunStarted,
  SavedScenario,
  Scenario,
  ScenarioDetail,
  ScenarioRow,
  Scheduling,
} from './contract.ts';
import { everyPage } from './every-page.ts';
import { request } from './request.ts';

/** All scenarios. */
export const scenariosQuery = () =>
  queryOptions({
    queryKey: ['scenarios'],
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        request<PageOf<ScenarioRow>>('GET', '/scenarios', { query: { limit: 250, cursor }, signal }),
      ),
  });

/** One scenario with its blueprint. */
export const scenarioQuery = (id: string) =>
  queryOptions({
    queryKey: ['scenario', id],
    queryFn: ({ signal }) => request<ScenarioDetail>('GET', `/scenarios/${id}`, { signal }),
  });

/** What may be changed of a scenario. */
export interface ScenarioChange {
  readonly name?: string;
  readonly blueprint?: object;
  readonly scheduling?: Scheduling;
  readonly timezone?: string;
}

/** Creates a scenario that is off. */
export function createScenario(
  scenario: ScenarioChange & {
    readonly blueprint: object;
    /** Which connection, and which data store, here stands for which one of the blueprint. */
    readonly connections?: Readonly<Record<string, string>>;
    readonly dataStores?: Readonly<Record<string, string>>;
  },
): Promise<SavedScenario> {
  return request('POST', '/scenarios', { body: scenario });
}

/** Saves a change based on `version`. @throws ApiError 412 when somebody else was faster. */
export function updateScenario(id: string, version: number, change: ScenarioChange): Promise<SavedScenario> {
  return request('PATCH', `/scenarios/${id}`, { body: change, version });
}

/** Switches a scenario on or off. @throws ApiError with its problems when it cannot be on. */
export function switchScenario(id: string, isActive: boolean): Promise<Scenario> {
  return request('POST', `/scenarios/${id}/${isActive ? 'activate' : 'deactivate'}`);
}

/** Deletes a scenario. */
export function deleteScenario(id: string): Promise<void> {
  return request('DELETE', `/scenarios/${id}`);
}

/** Runs a scenario once. */
export function runScenario(id: string, start: RunRequest): Promise<RunStarted> {
  return request('POST', `/scenarios/${id}/run`, { body: start });
}

/** Ends a wait for a delivery, or the run. */
export function stopScenario(id: string): Promise<void> {
  return request('POST', `/scenarios/${id}/stop`);
}
