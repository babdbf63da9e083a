import { callContext } from '../../communication/services.ts';
import type { CallServices } from '../../communication/services.ts';
import type { CallContext, RequestPreview } from '../../communication/call.ts';
import type { Polling, PollingState } from '../../communication/polling.ts';
import { didYouMean } from '../../core/suggest.ts';
import { ConnectorError } from '../../core/errors.ts';
import { isCollection, ownValue } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import type { Exchange } from '../../http/client.ts';
import type { AcceptSettings, OpenPlace } from '../../forms/type-entry.ts';
import type { App, AppModule } from '../../manifest/app.ts';
import type { Answer } from '../../manifest/respond.ts';
import { connectionOfPart, secretsOf } from '../../manifest/secrets.ts';
import { answerOf } from './answer-module.ts';
import { bundlesOf } from './bundles.ts';
import { checkChoices } from './check-choices.ts';
import { checkOpenFields } from './check-open-fields.ts';
import { knownMetadata, needsMetadata } from './known-metadata.ts';

/** One execution of one module. */
export interface ModuleRequest {
  readonly module: string;
  /** Revealed values of the connection, for modules that have one. */
  readonly connection?: Collection;
  /** Resolved inputs, by field name. */
  readonly input: Collection;
  /** Values of the hook (`webhook.*`) and the item it received, for instant triggers. */
  readonly webhook?: Collection;
  readonly payload?: unknown;
  /** What a polling trigger is asked for; without it everything the service lists is put out. */
  readonly polling?: Polling;
  /** Inputs come as text (command line, forms): JSON is accepted for arrays and collections. */
  readonly fromText?: boolean;
  /** Unknown inputs are an error instead of being ignored. */
  readonly strict?: boolean;
  /** A list that an action gives is an error, as in Make, instead of a bundle for each of its elements. */
  readonly strictOutput?: boolean;
  readonly signal?: AbortSignal;
  readonly onExchange?: (exchange: Exchange) => void;
  /** Told what functions of the app say by `debug`, secrets replaced. */
  readonly onDebug?: (line: string) => void;
}

/** What a module gave back. */
export interface ModuleResult {
  readonly bundles: readonly Collection[];
  readonly warnings: readonly string[];
  /** Where a polling trigger stands now. */
  readonly polled?: PollingState;
  /** What a responder answers the caller of the webhook; its one bundle shows the same. */
  readonly answer?: Answer;
}

/** The module called `name`. @throws ConnectorError `NotFoundError` with the name that was probably meant. */
export function findModule(app: App, name: string): AppModule {
  const module = app.modules.get(name);
  if (module !== undefined) return module;
  throw new ConnectorError(
    'NotFoundError',
    `The app "${app.label}" has no module "${name}".${didYouMean(name, app.modules.keys())}`,
    {
      fix: `Use one of: ${[...app.modules.keys()].join(', ')}.`,
    },
  );
}

/**
 * Runs one module: checks its inputs, calls the service, returns bundles.
 * @throws ConnectorError `NotFoundError`, `BundleValidationError` (every input problem, nothing sent), or what the call raised.
 */
export async function runModule(services: CallServices, app: App, request: ModuleRequest): Promise<ModuleResult> {
  const module = findModule(app, request.module);
  const open: OpenPlace[] = [];
  const context = moduleContext(services, app, module, { ...request, onOpen: (place) => open.push(place) });
  if (module.respond !== undefined) return answered(answerOf(module, module.respond, context));
  if (module.call === undefined) return bundlesOf(module, [request.payload]);
  const asked = await askedContext({ services, app, module, open }, request, context);
  const result = await module.call.run(asked);
  const { bundles, warnings } = bundlesOf(module, result.outputs, { strict: request.strictOutput === true });
  const { polled } = result;
  return { bundles, warnings: [...result.warnings, ...warnings], ...(polled !== undefined && { polled }) };
}

/** What a polling trigger may start from, as the service lists it. */
export async function listStarts(services: CallServices, app: App, request: ModuleRequest): Promise<ModuleResult> {
  const module = findModule(app, request.module);
  const context = moduleContext(services, app, module, { ...request, polling: { mode: 'choose' } });
  const { outputs = [], warnings = [] } = (await (module.epoch ?? module.call)?.run(context)) ?? {};
  return { bundles: outputs.filter(isCollection), warnings };
}

function answered(answer: Answer): ModuleResult {
  return { bundles: [{ ...answer }], warnings: [], answer };
}

/** The request the module would send, redacted, or undefined when it sends none. Throws as {@link runModule} does before sending. */
export function previewModule(services: CallServices, app: App, request: ModuleRequest): RequestPreview | undefined {
  const module = findModule(app, request.module);
  return module.call?.preview(moduleContext(services, app, module, request));
}

/** Like {@link previewModule}, but choices and fields of the service are looked up for it, as a run does; nothing else is sent. */
export async function previewChecked(
  services: CallServices,
  app: App,
  request: ModuleRequest,
): Promise<RequestPreview | undefined> {
  const module = findModule(app, request.module);
  const open: OpenPlace[] = [];
  const context = moduleContext(services, app, module, { ...request, onOpen: (place) => open.push(place) });
  return module.call?.preview(await askedContext({ services, app, module, open }, request, context));
}

const NO_CONNECTION: Collection = Object.freeze({});

interface AskedInputs {
  readonly services: CallServices;
  readonly app: App;
  readonly module: AppModule;
  /** Where fields stand that only an RPC knows. */
  readonly open: readonly OpenPlace[];
}

/** A request, and who is told of fields that only an RPC knows. */
type OpenRequest = ModuleRequest & Pick<AcceptSettings, 'onOpen'>;

/**
 * A context in which is known what only the service says of the module.
 * @throws ConnectorError `BundleValidationError` for inputs that are wrong by that; nothing is sent then.
 */
async function askedContext(
  { services, app, module, open }: AskedInputs,
  request: ModuleRequest,
  context: CallContext,
): Promise<CallContext> {
  const { variables, secrets } = context;
  const isOpen = module.form.mayHoldOpenChoices || open.length > 0;
  const values = ownValue(variables, 'parameters');
  if (!isCollection(values) || !(isOpen || needsMetadata(module))) return context;
  const { connection = NO_CONNECTION, signal, onExchange } = request;
  const extras = { secrets, ...(signal && { signal }), ...(onExchange && { onExchange }) };
  const source = { services, app, connection, extras };
  const ofChoices = await checkChoices(module.form, values, source);
  const problems = [...ofChoices, ...(await checkOpenFields(open, values, source))];
  if (problems.length > 0) throw notRun(module, problems);
  if (!needsMetadata(module)) return context;
  return { ...context, variables: { ...variables, metadata: await knownMetadata(module, values, source) } };
}

function moduleContext(services: CallServices, app: App, module: AppModule, request: OpenRequest): CallContext {
  const connectionValues = request.connection ?? NO_CONNECTION;
  const connection = connectionOfPart(app, module);
  const variables = {
    parameters: acceptInput(module, request, services),
    connection: connectionValues,
    common: app.common,
    webhook: request.webhook,
    payload: request.payload,
    data: stateOf(request.polling),
    metadata: { expect: module.mappable.fields, interface: module.interface },
  };
  return callContext(services, variables, {
    secrets: secretsOf(connection, connectionValues),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
    ...(request.onExchange === undefined ? {} : { onExchange: request.onExchange }),
    ...(request.onDebug === undefined ? {} : { onDebug: request.onDebug }),
    ...(request.polling === undefined ? {} : { polling: request.polling }),
  });
}

/** What a trigger reads as `data.lastDate` and `data.lastID`, to ask the service only for what came later. */
function stateOf(polling: Polling | undefined): Collection {
  const { lastDate, lastId } = polling?.state ?? {};
  return {
    ...(lastDate !== undefined && { lastDate: new Date(lastDate) }),
    ...(lastId !== undefined && { lastID: lastId, lastId }),
  };
}

/** Static and mappable inputs checked together, as the user sees one form. */
function acceptInput(module: AppModule, request: OpenRequest, { timezone, clock }: CallServices): Collection {
  const { values, problems } = module.form.accept(request.input, {
    timezone,
    now: clock.now(),
    strict: request.strict === true,
    fromText: request.fromText === true,
    ...(request.onOpen && { onOpen: request.onOpen }),
  });
  if (problems.length === 0) return values;
  const unknown = problems.filter((problem) => problem.code === 'UNKNOWN_FIELD');
  if (unknown.length > 0) {
    const fix = `Inputs of "${module.name}": ${module.form.fields.map((field) => field.name).join(', ') || 'none'}.`;
    throw new ConnectorError('UsageError', `"${module.label}" was not run: it has no such input.`, {
      problems: unknown,
      fix,
    });
  }
  throw notRun(module, problems);
}

function notRun({ label }: AppModule, problems: readonly Problem[]): ConnectorError {
  const count = problems.length === 1 ? 'one input is not valid' : `${problems.length} inputs are not valid`;
  return new ConnectorError('BundleValidationError', `"${label}" was not run: ${count}.`, { problems });
}
