import { ConnectorError } from '../../core/errors.ts';
import { ownValue, type Collection } from '../../core/json.ts';
import type { App, AppModule } from '../../manifest/app.ts';
import type { Findings } from './findings.ts';
import type { Operation } from '../flow/operation.ts';
import { giveReply } from '../flow/give-reply.ts';
import { recallPolled, rememberPolled } from '../flow/polled.ts';
import { failingRole } from './placeholder.ts';
import { runModule, type ModuleRequest } from '../module/run-module.ts';
import type { OperationRole, Performed } from './step.ts';

/** A module of an app and the app. */
export interface ModuleOfApp {
  readonly app: App;
  readonly module: AppModule;
}

/** Where a module stands in the blueprint. */
export interface ModulePlace {
  readonly raw: Collection;
  readonly pointer: string;
  readonly isFirst: boolean;
}

/** The role of a module of an app: what runs its communication. */
export function appRole({ app, module }: ModuleOfApp, place: ModulePlace, findings: Findings): OperationRole {
  if (module.moduleType === 'instant_trigger') return instantRole({ app, module }, place, findings);
  if (module.moduleType === 'responder') return responderRole({ app, module });
  if (needsConnection(module) && !hasConnection(place.raw)) return withoutConnection(module, place, findings);
  if (module.call?.polls !== undefined) return pollingRole({ app, module }, place, findings);
  return {
    type: 'operation',
    journaled: true,
    perform: (operation) => runModule(operation.services, app, requestOf(module, operation)),
  };
}

/** Whether a module may change something at the service. */
export function mayWrite({ moduleType, actionCrud }: AppModule): boolean {
  return (moduleType === 'action' || moduleType === 'universal') && actionCrud !== 'read';
}

/** Whether the app says that running the module twice does no harm. */
export function isIdempotent({ idempotent }: AppModule): boolean {
  return idempotent === true;
}

function requestOf(module: AppModule, { input, connection, run, onExchange }: Operation): ModuleRequest {
  const { strictOutput } = run.scenario.settings;
  return { module: module.name, connection: connection.values, input, strictOutput, signal: run.signal, onExchange };
}

/** Turns the items of a delivery into bundles. */
function instantRole({ app, module }: ModuleOfApp, place: ModulePlace, findings: Findings): OperationRole {
  if (!place.isFirst) return notFirst(`"${module.label}" waits for deliveries`, place, findings);
  return { type: 'operation', journaled: true, perform: (operation) => receive({ app, module }, operation) };
}

/** Answers whoever called the webhook that started the run, and lets the bundle go on. */
function responderRole({ app, module }: ModuleOfApp): OperationRole {
  return {
    type: 'operation',
    journaled: true,
    answers: true,
    async perform(operation) {
      const { answer, bundles, warnings } = await runModule(operation.services, app, requestOf(module, operation));
      if (answer !== undefined) giveReply(answer, operation.run);
      return { bundles, warnings };
    },
  };
}

/** Asks the service for what is new since the last run. */
function pollingRole({ app, module }: ModuleOfApp, place: ModulePlace, findings: Findings): OperationRole {
  if (!place.isFirst) return notFirst(`"${module.label}" looks for what is new`, place, findings);
  return {
    type: 'operation',
    journaled: true,
    async perform(operation) {
      const { polling } = operation.run.context;
      const request = { ...requestOf(module, operation), ...(polling !== undefined && { polling }) };
      const { polled, ...performed } = await runModule(operation.services, app, request);
      if (polled !== undefined) rememberPolled(polled, operation.run);
      return performed;
    },
    restore: (_bundles, _step, run) => {
      recallPolled(run);
    },
  };
}

function notFirst(what: string, { pointer }: ModulePlace, findings: Findings): OperationRole {
  const message = `${what} and can only be the first module.`;
  const fix = 'Move it to the start of the scenario.';
  findings.problems.push({ pointer, severity: 'error', code: 'TRIGGER_NOT_FIRST', message, fix });
  return failingRole(message, fix);
}

async function receive({ app, module }: ModuleOfApp, operation: Operation): Promise<Performed> {
  const { trigger } = operation.run.context;
  if (trigger === undefined || !('items' in trigger)) {
    throw new ConnectorError('UsageError', `"${module.label}" waits for a delivery, and none was given.`, {
      fix: 'Run the scenario with a delivery, a sample or an earlier bundle.',
    });
  }
  const results = [];
  for (const payload of trigger.items) {
    const request = { ...requestOf(module, operation), payload, webhook: trigger.webhook ?? {} };
    results.push(await runModule(operation.services, app, request));
  }
  return {
    bundles: results.flatMap(({ bundles }) => bundles),
    warnings: results.flatMap(({ warnings }) => warnings),
  };
}

function needsConnection({ connection, call }: AppModule): boolean {
  return connection !== undefined && call !== undefined;
}

function hasConnection(raw: Collection): boolean {
  const id = ownValue(raw['parameters'], '__IMTCONN__');
  return id !== undefined && id !== null && id !== '';
}

function withoutConnection(module: AppModule, { pointer }: ModulePlace, findings: Findings): OperationRole {
  const message = `"${module.label}" has no connection.`;
  const fix = 'Choose a connection for the module.';
  findings.problems.push({
    pointer: `${pointer}/parameters/__IMTCONN__`,
    severity: 'error',
    code: 'NO_CONNECTION',
    message,
    fix,
  });
  return failingRole(message, fix);
}
