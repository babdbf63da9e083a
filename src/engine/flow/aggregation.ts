import { ConnectorError } from '../../core/errors.ts';
import type { Collection } from '../../core/json.ts';
import type { Place } from './branching.ts';
import type { Halt } from './halt.ts';
import { logControl } from './operation-log.ts';
import { pinnedOutputs } from './pinned.ts';
import { keyOf } from './run-state.ts';
import type { Scope } from './scope.ts';
import type { Collected, Step } from '../blueprint/step.ts';

/**
 * Hands on the bundles of a feeder while its aggregators collect, and then what each of them made of it. Behind an
 * aggregator the bundles of the feeder and of everything between are out of sight.
 */
export async function feedAggregators(
  feeder: Step,
  bundles: readonly Collection[],
  { scope, flow }: Place,
): Promise<Halt | undefined> {
  const own = feeder.aggregators.map((step) => [step.id, [] as Collected[]] as const);
  const collectors = new Map([...(scope.collectors ?? []), ...own]);
  const collecting = { ...scope, collectors };
  const halt = await flow.feedEach(feeder, bundles, collecting);
  if (halt !== undefined) return halt;
  for (const [index, step] of feeder.aggregators.entries()) {
    const { role } = step;
    if (role.type !== 'aggregator') continue;
    const pinned = pinnedOutputs(step, flow.run);
    const outputs = pinned ?? role.emit(collectors.get(step.id) ?? []);
    logControl({ step, key: keyOf(step, scope.path), outputs, pinned: pinned !== undefined }, flow.run);
    const isLast = index === feeder.aggregators.length - 1;
    const ended = await flow.feed(step, outputs, isLast ? scope : collecting);
    if (ended !== undefined) return ended;
  }
  return undefined;
}

/** Where an aggregator collects. @throws ConnectorError `InvalidConfigurationError` when its feeder does not run before it. */
export function collectorOf(step: Step, scope: Scope): Collected[] {
  const collector = scope.collectors?.get(step.id);
  if (collector !== undefined) return collector;
  throw new ConnectorError('InvalidConfigurationError', `"${step.label}" has no source module before it.`, {
    fix: 'Choose a module before the aggregator as its source.',
  });
}
