import type { CallServices } from '../../communication/services.ts';
import { ConnectorError, toConnectorError } from '../../core/errors.ts';
import type { Collection, Json } from '../../core/json.ts';
import { isCollection } from '../../core/json.ts';
import type { Exchange } from '../../http/client.ts';
import { completeOperation } from './completion.ts';
import { openConnection, type ConnectionAccess } from './connection-access.ts';
import type { Failure } from './failure.ts';
import { logOperation } from './operation-log.ts';
import { performPinned, pinnedOutputs } from './pinned.ts';
import { evaluationOf, keyOf, type Run } from './run-state.ts';
import type { Scope } from './scope.ts';
import { decodeValue } from './snapshot.ts';
import type { OperationRole, Performed, Step } from '../blueprint/step.ts';
import { watchWrites, type WriteWatch } from './write-watch.ts';

/** One module about to work on one bundle. */
export interface Operation {
  readonly step: Step;
  /** What the journal calls it. */
  readonly key: string;
  /** Evaluated inputs. */
  readonly input: Collection;
  readonly run: Run;
  readonly connection: ConnectionAccess;
  /** The services of the run; requests that change something are announced to the journal. */
  readonly services: CallServices;
  readonly onExchange: (exchange: Exchange) => void;
}

/** Where an operation happens. */
interface Surroundings {
  readonly scope: Scope;
  readonly run: Run;
}

/**
 * Executes a step for one bundle, or takes over what an earlier attempt gave. Failures are a result, not thrown.
 * @throws whatever the journal raises: without it nothing may be sent.
 */
export async function performStep(
  step: Step,
  role: OperationRole,
  { scope, run }: Surroundings,
): Promise<Performed | Failure> {
  const key = keyOf(step, scope.path);
  const given = run.substitutes.get(key);
  if (given !== undefined) return substitute({ step, role, key, bundles: given }, run);
  const pinned = pinnedOutputs(step, run);
  if (pinned !== undefined) return performPinned({ step, role, key }, pinned, run);
  const earlier = role.journaled ? recall(key, run) : undefined;
  if (earlier?.bundles !== undefined) return takeOver({ step, role, key, bundles: earlier.bundles }, run);
  if (earlier !== undefined && !step.idempotent) return doubtful({ step, key, request: earlier.request }, run);
  return execute({ step, role, key }, { scope, run });
}

interface Task {
  readonly step: Step;
  readonly role: OperationRole;
  readonly key: string;
}

/** A task whose outcome is known. */
interface KnownTask extends Task {
  readonly bundles: readonly Collection[];
}

async function execute({ step, role, key }: Task, { scope, run }: Surroundings): Promise<Performed | Failure> {
  run.operations += 1;
  const { services } = run.context;
  const startedAt = services.clock.now();
  run.context.onOperationStart?.({ key, moduleId: step.id, at: startedAt });
  const exchanges: Exchange[] = [];
  const warnings: string[] = [];
  const watch = step.isWrite ? watchStep(step, key, run) : undefined;
  let input: Collection = {};
  try {
    const connection = await openConnection(step, run);
    input = step.mapping.evaluate(evaluationOf(run, scope.variables));
    warnings.push(...step.mapping.inspect(input, scope.variables, run.scenario.settings.strictMapping));
    const performed = await role.perform({
      step,
      key,
      input,
      run,
      connection,
      services: watch === undefined ? services : { ...services, http: watch.http },
      onExchange: (exchange) => exchanges.push(exchange),
    });
    const { bundles } = performed;
    warnings.push(...(performed.warnings ?? []));
    completeOperation({ step, key, bundles }, run);
    const write = performed.wrote === true || watch?.hasSent() === true;
    logOperation({ step, key, startedAt, input, exchanges, warnings, write, bundles }, run);
    return performed;
  } catch (thrown) {
    const failure = failureOf(thrown, { step, key, watch, run });
    const write = watch?.hasSent() === true;
    logOperation({ step, key, startedAt, input, exchanges, warnings, write, bundles: [], failure }, run);
    return failure;
  }
}

function watchStep(step: Step, key: string, run: Run): WriteWatch {
  const { journal, services } = run.context;
  return watchWrites(services.http, journal === undefined ? undefined : (request) => journal.intend(key, request));
}

interface FailedTask {
  readonly step: Step;
  readonly key: string;
  readonly watch: WriteWatch | undefined;
  readonly run: Run;
}

function failureOf(thrown: unknown, { step, key, watch, run }: FailedTask): Failure {
  const broken = watch?.broken();
  if (broken !== undefined) {
    run.broken = { error: broken };
    throw broken;
  }
  const error = toConnectorError(thrown);
  if (watch === undefined || step.idempotent || !watch.isInDoubt(error)) return { error, step, key };
  return { error, step, key, inDoubt: { ...watch.request() } };
}

interface Earlier {
  readonly bundles?: readonly Collection[];
  readonly request: Json;
}

function recall(key: string, run: Run): Earlier | undefined {
  const bundles = run.completed.get(key);
  if (bundles !== undefined) return { bundles, request: null };
  const kept = run.context.journal?.recall(key);
  if (kept === undefined) return undefined;
  if (kept.state === 'sent') return { request: kept.request };
  return { bundles: kept.outputs.map(decodeValue).filter(isCollection), request: null };
}

/** The outputs of an earlier attempt count as if they had just been made. */
function takeOver({ step, role, key, bundles }: KnownTask, run: Run, warnings: readonly string[] = []): Performed {
  run.completed.set(key, bundles);
  role.restore?.(bundles, step, run);
  const startedAt = run.context.services.clock.now();
  logOperation(
    { step, key, startedAt, input: {}, exchanges: [], warnings, write: step.isWrite, bundles, skipped: true },
    run,
  );
  return { bundles };
}

/** What a person gave counts as the result, also for whoever replays the run. */
function substitute(task: KnownTask, run: Run): Performed {
  completeOperation(task, run);
  return takeOver(task, run, [GIVEN]);
}

const GIVEN = 'The module was not called again: a person gave its output.';

function doubtful(
  { step, key, request }: { readonly step: Step; readonly key: string; readonly request: Json },
  run: Run,
): Failure {
  const error = new ConnectorError(
    'ConnectionError',
    `Nobody knows whether "${step.label}" was carried out: an earlier attempt ended while its request was under way.`,
    { fix: 'Look at the service whether it happened, then mark the step as done or let it be sent again.' },
  );
  const failure = { error, step, key, inDoubt: request };
  const startedAt = run.context.services.clock.now();
  logOperation(
    { step, key, startedAt, input: {}, exchanges: [], warnings: [], write: true, bundles: [], failure },
    run,
  );
  return failure;
}
