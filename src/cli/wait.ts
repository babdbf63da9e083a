import { callContext } from '../communication/services.ts';
import type { RequestPreview } from '../communication/call.ts';
import { ConnectorError, toConnectorError } from '../core/errors.ts';
import type { Collection } from '../core/json.ts';
import type { Exchange } from '../http/client.ts';
import { openReceiver } from '../inbox/receiver.ts';
import { parseDelivery } from '../inbox/parse-delivery.ts';
import { attachHook, detachHook } from '../inbox/registration.ts';
import type { Registration } from '../inbox/registration.ts';
import type { AppModule, AppWebhook } from '../manifest/app.ts';
import type { Delivery } from '../manifest/inbound.ts';
import { connectionOfPart, secretsOf } from '../manifest/secrets.ts';
import { createDeliveryQueue } from './delivery-queue.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { printRow } from './print.ts';
import type { Session } from './session.ts';
import { paint } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** How long and where to wait. */
export interface WaitOptions {
  /** Deliveries to wait for; repetitions of an event do not count. */
  readonly count: number;
  /** Port of the listener; 0 takes a free one. */
  readonly port: number;
  /** Address under which the service reaches the listener. */
  readonly publicUrl?: string;
  readonly parameters: Collection;
  readonly onExchange?: (exchange: Exchange) => void;
}

/** What came in while a command waited. */
export interface Waited {
  readonly bundles: readonly Collection[];
  readonly warnings: readonly string[];
}

/** Pauses in milliseconds before the webhook is tried to be removed once more. */
const DETACH_PAUSES = [300, 1500];

/**
 * Attaches a hook, receives, turns deliveries into bundles, and detaches whatever happens. What was received is given
 * back even when the hook could not be removed; then a warning says so.
 * @throws ConnectorError `ExecutionInterruptedError` when interrupted, or what attaching and receiving raised.
 */
export async function waitForBundles(
  terminal: Terminal,
  session: Session,
  module: AppModule,
  options: WaitOptions,
): Promise<Waited> {
  const webhook = webhookOf(session, module);
  const queue = createDeliveryQueue(terminal.signal);
  const receiver = await openReceiver({ port: options.port }, queue.put);
  try {
    const registration = registrationOf(session, webhook, options, receiver);
    const data = await attachHook(session.runtime.services, registration);
    terminal.err(`${paint(terminal, 'bold', module.label)}: waiting at ${registration.url} (Ctrl-C stops)\n`);
    const received = await settled(collect({ session, module, registration, queue, options }));
    const left = await detach(session, { ...registration, data });
    if (left === undefined) printRow(terminal, 'webhook', 'removed again');
    if ('bundles' in received) return { bundles: received.bundles, warnings: left === undefined ? [] : [textOf(left)] };
    throw left ?? received.error;
  } finally {
    await receiver.close();
  }
}

/** The request that would register the webhook, redacted; undefined when the app needs none. Nothing is sent or opened. */
export function previewWait(session: Session, module: AppModule, options: WaitOptions): RequestPreview | undefined {
  const address = { url: `http://127.0.0.1:${options.port}/hooks/new`, path: '/hooks/new' };
  const registration = registrationOf(session, webhookOf(session, module), options, address);
  const { app, webhook, connection, parameters, url } = registration;
  const variables = { parameters, connection, common: app.common, webhook: { url } };
  const component = connectionOfPart(app, webhook);
  const context = callContext(session.runtime.services, variables, { secrets: secretsOf(component, connection) });
  return webhook.attach?.preview(context);
}

interface Collecting {
  readonly session: Session;
  readonly module: AppModule;
  readonly registration: Registration;
  readonly queue: DeliveryQueue;
  readonly options: WaitOptions;
}

async function collect({ session, module, registration, queue, options }: Collecting): Promise<Collection[]> {
  const bundles: Collection[] = [];
  const isNew = createRepetitionFilter(session, registration.webhook);
  for (let received = 0; received < options.count;) {
    const delivery = parseDelivery(await queue.take(), registration.parameters);
    if (!isNew(delivery)) continue;
    received += 1;
    const { items } = registration.webhook.inbound.receive(delivery, evaluationOf(session));
    for (const payload of items) {
      const webhook = { url: registration.url };
      const result = await session.runtime.runModule({ module: module.name, input: {}, payload, webhook });
      bundles.push(...result.bundles);
    }
  }
  return bundles;
}

/** Services deliver an event again when an answer got lost: tells by the webhook's `eventId` whether one is new. */
function createRepetitionFilter(session: Session, { eventId }: AppWebhook): (delivery: Delivery) => boolean {
  const seen = new Set<unknown>();
  return (delivery) => {
    const id = eventId?.evaluate({ ...evaluationOf(session), variables: { ...delivery } });
    if (id === undefined || id === null || id === '') return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  };
}

async function settled(
  work: Promise<readonly Collection[]>,
): Promise<{ readonly bundles: readonly Collection[] } | { readonly error: unknown }> {
  try {
    return { bundles: await work };
  } catch (error) {
    return { error };
  }
}

/** Removes the hook, trying again after short pauses; gives the error that says which hook stays behind. */
async function detach(session: Session, registration: Registration): Promise<ConnectorError | undefined> {
  const { services } = session.runtime;
  let last: ConnectorError | undefined;
  for (const pause of [0, ...DETACH_PAUSES]) {
    await services.clock.sleep(pause);
    try {
      await detachHook(services, registration);
      return undefined;
    } catch (thrown) {
      last = toConnectorError(thrown);
    }
  }
  return last === undefined ? undefined : leftBehind(last, registration);
}

function leftBehind(cause: ConnectorError, { webhook, url }: Registration): ConnectorError {
  return new ConnectorError(
    cause.name,
    `The webhook "${webhook.label}" could not be removed from the service. ${cause.message}`,
    { cause, fix: `Remove it at the service: it delivers to ${url}, where nothing listens any more.` },
  );
}

function textOf(error: ConnectorError): string {
  return `${error.message} ${error.fix}`;
}

/** What the webhook's expressions may use. */
function evaluationOf({ runtime: { services } }: Session) {
  const { clock, random, timezone, limits } = services;
  return { clock, random, timezone, limits: limits.expression };
}

function webhookOf(session: Session, module: AppModule): AppWebhook {
  const webhook = session.runtime.app.webhooks.get(module.webhook ?? '');
  if (webhook !== undefined) return webhook;
  throw new ConnectorError('InvalidConfigurationError', `"${module.label}" names no webhook.`);
}

function registrationOf(
  session: Session,
  webhook: AppWebhook,
  options: WaitOptions,
  listener: { readonly url: string; readonly path: string },
): Registration {
  const { app, services } = session.runtime;
  const { values, problems } = webhook.form.accept(options.parameters, {
    strict: true,
    fromText: true,
    timezone: services.timezone,
  });
  if (problems.length > 0) {
    const isUnknown = problems.some(({ code }) => code === 'UNKNOWN_FIELD');
    const message = `The webhook "${webhook.label}" was not registered.`;
    throw new ConnectorError(isUnknown ? 'UsageError' : 'BundleValidationError', message, { problems });
  }
  const { onExchange } = options;
  return {
    app,
    webhook,
    connection: session.connection,
    parameters: values,
    url: deliveryUrl(session, options, listener),
    ...(onExchange === undefined ? {} : { onExchange }),
  };
}

function deliveryUrl(
  session: Session,
  { publicUrl }: WaitOptions,
  listener: { readonly url: string; readonly path: string },
): string {
  if (publicUrl !== undefined) return publicAddress(publicUrl, listener.path);
  if (session.isLocal) return listener.url;
  throw new ConnectorError(
    'InvalidConfigurationError',
    'Services on the internet cannot reach an address on this machine.',
    { fix: 'Pass --public-url with an address that leads to the port of --port, or use the sandbox.' },
  );
}

function publicAddress(publicUrl: string, path: string): string {
  if (/^https?:\/\//i.test(publicUrl) && URL.canParse(publicUrl)) return new URL(path, publicUrl).href;
  throw new ConnectorError('UsageError', `"${publicUrl}" is not an address of the web.`, {
    fix: 'Write it with its scheme, for example --public-url https://hooks.example.com.',
  });
}
