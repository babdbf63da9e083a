import { createDataRecords } from '../engine/data-stores/data-records.ts';
import { createDataStoreService, type DataStoreService } from '../engine/data-stores/data-store-service.ts';
import { createActiveRuns } from '../engine/runs/active-runs.ts';
import { createCounters } from '../engine/runs/counters.ts';
import { createDispatcher } from '../engine/queue/dispatcher.ts';
import type { Dispatcher } from '../engine/queue/dispatcher.ts';
import { createExecutionService } from '../engine/runs/executions.ts';
import type { ExecutionService } from '../engine/runs/executions.ts';
import { createIncompleteService } from '../engine/runs/incompletes.ts';
import type { IncompleteService } from '../engine/runs/incompletes.ts';
import { createPolls } from '../engine/runs/polls.ts';
import { createRetention } from '../engine/runs/retention.ts';
import type { Retention } from '../engine/runs/retention.ts';
import { createRunner } from '../engine/runs/runner.ts';
import { createScenarioService } from '../engine/scenarios/scenario-service.ts';
import type { ScenarioService } from '../engine/scenarios/scenario-service.ts';
import { createSwitchOff } from '../engine/scenarios/switch-off.ts';
import { createScheduler } from '../engine/schedule/scheduler.ts';
import type { Scheduler } from '../engine/schedule/scheduler.ts';
import { createDeliveryReader } from '../engine/runs/trigger-items.ts';
import { createTriggerStarts, type TriggerStarts } from '../engine/runs/trigger-start.ts';
import type { Config } from '../core/config.ts';
import type { ConnectionId, HookId } from '../store/records.ts';
import type { InboxOptions, InboxParts } from './inbox.ts';
import type { Replies } from './replies.ts';

/** What the engine is made with. */
export interface EngineOptions extends Omit<InboxOptions, 'config'>, Omit<InboxParts, 'deliveries'> {
  readonly config: Pick<Config, 'retentionDays' | 'timezone'>;
  readonly replies: Replies;
}

/** Scenarios and their runs. */
export interface EngineParts {
  readonly scenarios: ScenarioService;
  readonly dataStores: DataStoreService;
  readonly executions: ExecutionService;
  readonly incompletes: IncompleteService;
  readonly starts: TriggerStarts;
  readonly dispatcher: Dispatcher;
  readonly scheduler: Scheduler;
  readonly retention: Retention;
}

/** Opens the engine on the inbox of a store. */
export function openEngine(options: EngineOptions): EngineParts {
  const { store, services, vault, events, programs, hooks, apps, versions, replies, onFailure, config } = options;
  const { clock, random } = services;
  const active = createActiveRuns();
  const polls = createPolls(store);
  const dataRecords = createDataRecords(store.dataStores);
  const connectionValues = (id: string) => vault.reveal(id as ConnectionId);
  const runner = createRunner({
    store,
    services,
    connectionValues,
    dataStores: dataRecords,
    polls,
    events,
    active,
    counters: createCounters(store.values),
  });
  const switchOff = createSwitchOff({ store, hooks, events });
  const confidential = () => options.subscriptions.confidential();
  const common = { store, programs, runner, clock, random, events, active, onFailure, switchOff, confidential };
  const work = {
    ...common,
    readDelivery: createDeliveryReader(services, (id) => vault.accountOf(id)),
    onReply: (id: Parameters<Replies['give']>[0], reply: Parameters<Replies['give']>[1]) => {
      replies.give(id, reply);
    },
  };
  events.on('delivery.settled', ({ deliveryId }) => {
    replies.end(deliveryId);
  });
  const starts = createTriggerStarts({ store, programs, polls, services, connectionValues });
  events.on('scenario.changed', ({ scenarioId, change }) => {
    // A service that is out of reach now is asked by the first run.
    if (change === 'activated') starts.begin(scenarioId).catch(() => undefined);
    if (change === 'removed') polls.forget(scenarioId).catch(onFailure);
  });
  const { runDays, deliveryDays } = { runDays: config.retentionDays, deliveryDays: config.retentionDays };
  return {
    scenarios: createScenarioService({ store, hooks, apps, events, clock, confidential, timezone: config.timezone }),
    dataStores: createDataStoreService({ store, records: dataRecords, clock }),
    executions: createExecutionService({ ...work, listen: (hookId) => listen(hookId, options) }),
    incompletes: createIncompleteService(common),
    starts,
    dispatcher: createDispatcher(work),
    scheduler: createScheduler(common),
    retention: createRetention({ store, versions, clock, runDays, deliveryDays, onFailure }),
  };
}

/** Keeps a hook registered while a run by hand waits at it. */
async function listen(
  hookId: HookId,
  { hooks, subscriptions }: Pick<EngineOptions, 'hooks' | 'subscriptions'>,
): Promise<() => Promise<void>> {
  const release = subscriptions.hold(hookId);
  await hooks.attach(hookId).catch((error: unknown) => {
    release();
    throw error;
  });
  return async () => {
    release();
    if (!subscriptions.wanted(hookId)) await hooks.detach(hookId);
  };
}
