import type { CallServices } from '../../communication/services.ts';
import { ConnectorError } from '../../core/errors.ts';
import type { Collection, Json } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import type { App } from '../../manifest/app.ts';
import type { OperationRecord, StoredError } from '../../store/records.ts';
import type { DataRecords } from '../data-stores/data-records.ts';
import { compileScenario } from '../blueprint/blueprint.ts';
import type { OperationRole, Step } from '../blueprint/step.ts';
import { performStep } from '../flow/operation.ts';
import type { RunContext } from '../flow/run-context.ts';
import { createRun } from '../flow/run-state.ts';
import { encodeBundles } from '../flow/snapshot.ts';

/** A module as it stands in a scenario, and the bundles on the way to it. */
export interface SingleModule {
  /** As blueprints write it, for example `sonar:sendMessage` or `json:ParseJSON`. */
  readonly module: string;
  readonly connectionId?: string;
  readonly parameters: Collection;
  readonly mapper: Collection;
  /** Bundles by module id. */
  readonly bundles: Collection;
}

/** What running it needs. */
export interface SingleModuleParts {
  readonly services: CallServices;
  readonly apps: ReadonlyMap<string, App>;
  readonly connectionValues: RunContext['connectionValues'];
  readonly dataStores?: DataRecords;
  readonly signal: AbortSignal;
}

/** What it did; everything is redacted. */
export interface SingleModuleResult {
  /** Evaluated inputs, cut as in the history. */
  readonly input: Json;
  /** Whole bundles, as `encodeValue` writes them. */
  readonly outputs: readonly Json[];
  readonly exchanges: readonly Json[];
  readonly warnings: readonly string[];
  readonly error: StoredError | null;
  /** What the error says of single inputs. */
  readonly problems: readonly Problem[];
  readonly durationMs: number;
}

/**
 * Runs one module with given bundles, as a scenario would, and keeps nothing of it. A failure of the module is part of
 * the result.
 * @throws ConnectorError `UsageError` for a module that gives no bundles of its own, such as a router.
 */
export async function runSingleModule(task: SingleModule, parts: SingleModuleParts): Promise<SingleModuleResult> {
  const { services, signal, connectionValues, dataStores } = parts;
  const compiled = compileScenario(blueprintOf(task), parts.apps);
  const { step, role } = operationOf(compiled.first, task.module);
  let record: OperationRecord | undefined;
  const context: RunContext = {
    services,
    executionId: '',
    scenario: { id: '', name: '' },
    connectionValues,
    ...(dataStores !== undefined && { dataStores }),
    onOperation: (finished) => {
      record = finished;
    },
  };
  const run = createRun(compiled, context, signal);
  const scope = { variables: { executionId: '', scenario: {}, var: {}, ...task.bundles }, latest: {}, path: '' };
  const performed = await performStep(step, role, { scope, run });
  const { input = {}, exchanges = [], warnings = [], error = null, durationMs = 0 } = record ?? {};
  const bundles = 'bundles' in performed ? performed.bundles : [];
  const outputs = JSON.parse(run.redact(JSON.stringify(encodeBundles(bundles)))) as readonly Json[];
  const problems = 'error' in performed ? performed.error.problems : [];
  return { input, outputs, exchanges, warnings, error, problems, durationMs };
}

/** In a scenario a member that its module announces may be absent; here nobody announces anything. */
function blueprintOf({ module, connectionId, parameters, mapper }: SingleModule): Json {
  const connection = connectionId === undefined ? {} : { __IMTCONN__: connectionId };
  const flow = [{ id: 0, module, parameters: { ...parameters, ...connection }, mapper }];
  return { name: '', flow, metadata: { scenario: { strictMapping: false } } } as Json;
}

function operationOf(step: Step | undefined, module: string): { readonly step: Step; readonly role: OperationRole } {
  if (step?.role.type === 'operation') return { step, role: step.role };
  throw new ConnectorError(
    'UsageError',
    `"${step?.label ?? module}" only steers bundles, so it cannot run by itself.`,
    {
      fix: 'Run the whole scenario instead.',
    },
  );
}
