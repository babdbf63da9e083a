import { ConnectorError } from '../../core/errors.ts';
import type { Collection } from '../../core/json.ts';
import { collectorOf, feedAggregators } from './aggregation.ts';
import { choose, merge, route } from './branching.ts';
import { checkpoint } from './checkpoint.ts';
import { applyDirective } from './directive.ts';
import { fail } from './failure.ts';
import type { Halt } from './halt.ts';
import { hold } from './hold.ts';
import { logDisabled } from './operation-log.ts';
import { performStep } from './operation.ts';
import { pinnedOutputs } from './pinned.ts';
import { evaluationOf, keyOf, type Run } from './run-state.ts';
import { extendScope, type Scope } from './scope.ts';
import type { ControlRole, OperationRole, Step } from '../blueprint/step.ts';

/** Moves bundles through the steps of one run, depth first and one at a time. */
export interface Flow {
  readonly run: Run;
  /** Hands a bundle to a step and all behind it, if the step's filter lets it pass. */
  walk(step: Step | undefined, scope: Scope): Promise<Halt | undefined>;
  /** Like `walk`, behind the filter. */
  enter(step: Step, scope: Scope): Promise<Halt | undefined>;
  /** Whether the filter of a step lets the bundle pass. @throws ConnectorError what its expressions raise. */
  admits(step: Step, scope: Scope): boolean;
  /** Hands each bundle a step gave to what is behind it. */
  feed(step: Step, bundles: readonly Collection[], scope: Scope): Promise<Halt | undefined>;
  /** The passes of `feed`, without its aggregators. */
  feedEach(step: Step, bundles: readonly Collection[], scope: Scope): Promise<Halt | undefined>;
  /** One pass; a bundle that has to wait is put aside here, unless it is part of an aggregation. */
  pass(step: Step, scope: Scope): Promise<Halt | undefined>;
}

/** The flow of one run. */
export function createFlow(run: Run): Flow {
  const flow: Flow = { run, walk, enter, admits, feed, feedEach, pass };
  return flow;

  async function walk(step: Step | undefined, scope: Scope): Promise<Halt | undefined> {
    if (step === undefined) return end(scope);
    if (step.filter !== undefined) {
      try {
        if (!admits(step, scope)) return undefined;
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        return fail({ error, step, key: keyOf(step, scope.path) }, scope, flow);
      }
    }
    return enter(step, scope);
  }

  function admits(step: Step, scope: Scope): boolean {
    if (step.filter === undefined || run.substitutes.has(keyOf(step, scope.path))) return true;
    return step.filter.passes(evaluationOf(run, scope.variables));
  }

  async function enter(step: Step, scope: Scope): Promise<Halt | undefined> {
    if (step.role.type === 'operation') return operate(step, step.role, scope);
    try {
      return await control(step, step.role, scope);
    } catch (error) {
      if (!(error instanceof ConnectorError) || run.broken !== undefined) throw error;
      return fail({ error, step, key: keyOf(step, scope.path) }, scope, flow);
    }
  }

  async function control(step: Step, role: ControlRole, scope: Scope): Promise<Halt | undefined> {
    switch (role.type) {
      case 'router':
        return route(role, scope, flow);
      case 'choice':
        return choose(role, scope, flow);
      case 'merge':
        return merge(step, role, { scope, flow });
      case 'aggregator':
        if (pinnedOutputs(step, run) !== undefined) return undefined;
        collectorOf(step, scope).push(role.collect(evaluationOf(run, scope.variables)));
        return undefined;
      case 'disabled':
        logDisabled(step, keyOf(step, scope.path), run);
        return walk(step.next, scope);
      default:
        return applyDirective(step, role, { scope, flow });
    }
  }

  async function operate(step: Step, role: OperationRole, scope: Scope): Promise<Halt | undefined> {
    const stop = await checkpoint(run);
    if (stop !== undefined) return stop;
    const outcome = await performStep(step, role, { scope, run });
    if ('error' in outcome) return fail(outcome, scope, flow);
    if (step === run.scenario.first) run.triggerBundles = outcome.bundles;
    return feed(step, outcome.bundles, scope);
  }

  async function feed(step: Step, bundles: readonly Collection[], scope: Scope): Promise<Halt | undefined> {
    return step.aggregators.length === 0
      ? feedEach(step, bundles, scope)
      : feedAggregators(step, bundles, { scope, flow });
  }

  async function feedEach(step: Step, bundles: readonly Collection[], scope: Scope): Promise<Halt | undefined> {
    if (step.next === undefined) return end(scope);
    let number = 0;
    for (const bundle of bundles) {
      number += 1;
      const halt = await pass(step, extendScope(scope, step, bundle, number));
      if (halt !== undefined) return halt;
    }
    return undefined;
  }

  async function pass(step: Step, scope: Scope): Promise<Halt | undefined> {
    if (run.held.size > 0 && run.held.has(keyOf(step, scope.path))) return undefined;
    const halt = await walk(step.next, scope);
    if (halt?.type !== 'hold' || scope.collectors !== undefined) return halt;
    hold(halt, { step, scope }, run);
    return undefined;
  }

  function end(scope: Scope): undefined {
    if (scope.handler !== undefined) scope.handler.ended = true;
    return undefined;
  }
}
