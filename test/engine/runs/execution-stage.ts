import { createExecutionService } from '../../../src/engine/runs/executions.ts';
import { createDeliveryReader } from '../../../src/engine/runs/trigger-items.ts';
import type { Stage } from '../stage.ts';

/** The runs by hand of one process on a stage; `listened` tells which hooks were registered for a wait. */
export function serviceOf(stage: Stage) {
  const process = stage.process();
  const listened: string[] = [];
  const service = createExecutionService({
    ...process,
    store: stage.store,
    clock: stage.clock,
    random: () => 0,
    readDelivery: createDeliveryReader(process.services),
    listen: (hookId) => {
      listened.push(`+${hookId}`);
      return Promise.resolve(() => {
        listened.push(`-${hookId}`);
        return Promise.resolve();
      });
    },
  });
  return { ...process, service, listened };
}
