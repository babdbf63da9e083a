import { ConnectorError } from '../../core/errors.ts';
import type { Collection } from '../../core/json.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';
import { createFlow, type Flow } from './flow.ts';
import type { EndHalt, Halt } from './halt.ts';
import { hold } from './hold.ts';
import { logControl } from './operation-log.ts';
import type { RunOutcome } from './outcome.ts';
import { encodeState, restoreState, type DecodedPass } from './resume-state.ts';
import type { RunContext } from './run-context.ts';
import { createRun, keyOf, storedError, type Run } from './run-state.ts';
import type { Scope } from './scope.ts';

/** Longest run, in milliseconds, unless told otherwise. */
const TIMEOUT_MS = 40 * 60_000;

/**
 * Runs a scenario once: one operation of its trigger, and every bundle it gives to the end of the flow before the next
 * one starts. Errors of modules end in the outcome.
 * @throws ConnectorError `NotFoundError` when `resume` names a module the scenario does not have, `DataError` when it
 *   cannot be read; and whatever the journal raises, because without it nothing may be sent.
 */
export async function executeScenario(scenario: CompiledScenario, context: RunContext): Promise<RunOutcome> {
  const { stop = new AbortController() } = context;
  const endTimeLimit = startTimeLimit(stop, context);
  try {
    const run = createRun(scenario, context, stop.signal);
    const halt = await start(createFlow(run));
    await Promise.all(run.journaling);
    return outcomeOf(halt, run);
  } finally {
    endTimeLimit();
  }
}

async function start(flow: Flow): Promise<Halt | undefined> {
  const { run } = flow;
  const { first } = run.scenario;
  const { resume, trigger } = run.context;
  const base = baseScope(run);
  const state = resume === undefined ? undefined : restoreState(resume, run);
  if (first === undefined) return undefined;
  if (state?.after !== undefined) return goOn(state.after, { base, flow, trigger: state.trigger });
  const given = state?.trigger ?? (trigger !== undefined && 'bundles' in trigger ? trigger.bundles : undefined);
  if (given === undefined) return flow.walk(first, base);
  run.triggerBundles = given;
  logControl({ step: first, key: keyOf(first, ''), outputs: given }, run);
  return flow.feed(first, given, base);
}

interface Continuation {
  readonly base: Scope;
  readonly flow: Flow;
  readonly trigger: readonly Collection[] | null;
}

/** Goes on with one bundle behind the step it was put aside at. */
function goOn(after: DecodedPass, { base, flow, trigger }: Continuation): Promise<Halt | undefined> {
  const step = flow.run.scenario.stepsById.get(after.step);
  if (step === undefined) {
    throw new ConnectorError(
      'NotFoundError',
      `The scenario has no module ${after.step} any more, where the bundle waits.`,
      {
        fix: 'Resume with the version of the scenario that was run, or replay the run from its start.',
      },
    );
  }
  flow.run.triggerBundles = trigger;
  const latest = after.bundles[after.step];
  return flow.pass(step, {
    ...base,
    variables: { ...base.variables, ...after.bundles },
    latest: (latest ?? {}) as Collection,
    path: after.path,
    branches: after.branches,
  });
}

function baseScope({ context }: Run): Scope {
  const { executionId, scenario, variables = {} } = context;
  return { variables: { executionId, scenario: { ...scenario }, var: variables }, latest: {}, path: '' };
}

function outcomeOf(halt: Halt | undefined, run: Run): RunOutcome {
  if (halt?.type === 'hold') hold(halt, undefined, run);
  const end: EndHalt | undefined = halt?.type === 'end' ? halt : undefined;
  const status = end === undefined || end.status === 'success' ? quietStatus(run) : end.status;
  const error = end?.error;
  return {
    status,
    operations: run.operations,
    error: error === undefined ? null : storedError(error, end?.step, run),
    ...causeOf(end),
    incomplete: run.incomplete,
    inDoubt: run.inDoubt,
    reply: run.reply,
    ...(run.polled !== undefined && { polled: run.polled }),
    counters: Object.fromEntries([...run.counters].filter(([id]) => run.keptCounters.has(id))),
    state: error === undefined ? null : encodeState(run),
  };
}

function causeOf(end: EndHalt | undefined): Pick<RunOutcome, 'cause' | 'failedKey'> {
  const { error, key } = end ?? {};
  return { ...(error !== undefined && { cause: error }), ...(key !== undefined && { failedKey: key }) };
}

function quietStatus(run: Run): 'success' | 'warning' {
  return run.warned ? 'warning' : 'success';
}

/** Stops the run when its time is up; the result calls that off. */
function startTimeLimit(stop: AbortController, { services, timeoutMs = TIMEOUT_MS }: RunContext): () => void {
  return services.clock.after(timeoutMs, () => {
    stop.abort(new ConnectorError('ScenarioTimeoutError', `The run took longer than ${timeoutMs / 1000} seconds.`));
  });
}
