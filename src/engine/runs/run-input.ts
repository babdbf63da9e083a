import { ConnectorError } from '../../core/errors.ts';
import { isCollection } from '../../core/json.ts';
import { refuseErased } from '../../inbox/erased-delivery.ts';
import type { DeliveryId, RunRecord, ScenarioRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { journalScopeOf } from './attempts.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';
import type { TriggerInput } from '../flow/run-context.ts';
import { TRIGGER_KEY } from './runner.ts';
import { decodeValue } from '../flow/snapshot.ts';
import type { ReadDelivery } from './trigger-items.ts';

/** Where inputs are kept. */
export interface RunInputParts {
  readonly store: Pick<Store, 'runs' | 'deliveries' | 'hooks'>;
  readonly readDelivery: ReadDelivery;
}

/**
 * What a stored delivery means to a scenario.
 * @throws ConnectorError `NotFoundError`, `ConflictError` when it was erased, and as reading it raises.
 */
export async function inputOfDelivery(
  id: DeliveryId,
  compiled: CompiledScenario,
  { store, readDelivery }: RunInputParts,
): Promise<TriggerInput> {
  const delivery = await store.deliveries.get(id);
  const hook = delivery === undefined ? undefined : await store.hooks.get(delivery.hookId);
  if (delivery === undefined || hook === undefined) {
    throw new ConnectorError('NotFoundError', `The delivery ${id} is not kept any more.`, {
      fix: 'Use another delivery, or a sample.',
    });
  }
  refuseErased(delivery);
  return readDelivery(delivery, hook, compiled);
}

/**
 * What a run started with; undefined when its first module was asked.
 * @throws ConnectorError `NotFoundError` when it is not kept any more.
 */
export async function inputOfRun(
  run: RunRecord,
  compiled: CompiledScenario,
  parts: RunInputParts,
): Promise<TriggerInput | undefined> {
  const { deliveryId, runId } = run.trigger;
  if (deliveryId !== undefined) return inputOfDelivery(deliveryId, compiled, parts);
  const journal = await parts.store.runs.journal(journalScopeOf(run));
  const keys = new Set([TRIGGER_KEY, String(compiled.first?.id)]);
  const entry = journal.find(({ key, state }) => keys.has(key) && state === 'done');
  if (entry !== undefined) return { bundles: entry.outputs.map(decodeValue).filter(isCollection) };
  const origin = runId === undefined ? undefined : await parts.store.runs.get(runId);
  return origin === undefined ? undefined : inputOfRun(origin, compiled, parts);
}

/** The bundles the last run of a scenario started with. @throws ConnectorError `NotFoundError` when there was none. */
export async function inputOfLastRun(
  scenario: ScenarioRecord,
  compiled: CompiledScenario,
  parts: RunInputParts,
): Promise<TriggerInput | undefined> {
  const { items } = await parts.store.runs.list({ scenarioId: scenario.id, limit: 1 });
  const [last] = items;
  if (last === undefined) {
    throw new ConnectorError('NotFoundError', `"${scenario.name}" has not run yet.`, { fix: 'Use a sample first.' });
  }
  return inputOfRun(last, compiled, parts);
}

/** The example the app gives for the trigger. @throws ConnectorError `NotFoundError` when it gives none. */
export function sampleOf({ trigger }: CompiledScenario): TriggerInput {
  const { samples } = trigger.module ?? {};
  const first = (Array.isArray(samples) ? (samples as unknown[]) : [samples]).find(isCollection);
  if (first !== undefined) return { bundles: [first] };
  throw new ConnectorError('NotFoundError', 'The trigger has no sample.', { fix: 'Give a bundle or a delivery.' });
}
