import { ConnectorError } from '../core/errors.ts';
import type { Collection } from '../core/json.ts';
import { openReceiver } from '../inbox/receiver.ts';
import type { Receiver } from '../inbox/receiver.ts';
import { parseDelivery } from '../inbox/parse-delivery.ts';
import type { RawDelivery } from '../inbox/parse-delivery.ts';
import { attachHook, detachHook } from '../inbox/registration.ts';
import type { Registration } from '../inbox/registration.ts';
import type { AppModule, AppWebhook } from '../manifest/app.ts';
import { printRow } from './print.ts';
import type { Session } from './session.ts';
import { paint } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** How long and where to wait. */
export interface WaitOptions {
  readonly wait?: boolean;
  /** Deliveries to wait for. */
  readonly count: number;
  /** Port of the listener; 0 takes a free one. */
  readonly port: number;
  /** Address under which the service reaches the listener. */
  readonly publicUrl?: string;
  readonly parameters: Collection;
}

/**
 * Attaches a hook, receives, turns deliveries into bundles, and detaches whatever happens.
 * @throws ConnectorError `UsageError` without `--wait`, `ExecutionInterruptedError` when interrupted.
 */
export async function waitForBundles(
  terminal: Terminal,
  session: Session,
  module: AppModule,
  options: WaitOptions,
): Promise<readonly Collection[]> {
  const webhook = webhookOf(session, module);
  if (options.wait !== true) {
    throw new ConnectorError('UsageError', `"${module.label}" is an instant trigger: it runs when something happens.`, {
      fix: `Wait for it: sonar-connect run ${module.name} --wait`,
    });
  }
  const inbox = createInbox(terminal.signal);
  const receiver = await openReceiver({ port: options.port }, inbox.put);
  try {
    const registration = registrationOf(session, webhook, receiver, options);
    return await whileAttached(terminal, session, registration, async () => {
      terminal.err(`${paint(terminal, 'bold', module.label)}: waiting at ${registration.url} (Ctrl-C stops)\n`);
      return collect({ session, module, registration, inbox, count: options.count });
    });
  } finally {
    await receiver.close();
  }
}

async function whileAttached<Result>(
  terminal: Terminal,
  session: Session,
  registration: Registration,
  work: () => Promise<Result>,
): Promise<Result> {
  const { services } = session.runtime;
  const data = await attachHook(services, registration);
  try {
    return await work();
  } finally {
    await detachHook(services, { ...registration, data });
    printRow(terminal, 'webhook', 'removed again');
  }
}

interface Collecting {
  readonly session: Session;
  readonly module: AppModule;
  readonly registration: Registration;
  readonly inbox: Inbox;
  readonly count: number;
}

async function collect({ session, module, registration, inbox, count }: Collecting): Promise<readonly Collection[]> {
  const bundles: Collection[] = [];
  for (let received = 0; received < count; received += 1) {
    const request = await inbox.take();
    const { items } = registration.webhook.inbound.receive(
      parseDelivery(request, registration.parameters),
      evaluationOf(session),
    );
    for (const payload of items) {
      const webhook = { url: registration.url };
      const result = await session.runtime.runModule({ module: module.name, input: {}, payload, webhook });
      bundles.push(...result.bundles);
    }
  }
  return bundles;
}

/** What the webhook's expressions may use. */
function evaluationOf({ runtime: { services } }: Session) {
  const { clock, random, timezone, limits } = services;
  return { clock, random, timezone, limits: limits.expression };
}

interface Inbox {
  readonly put: (request: RawDelivery) => void;
  take(): Promise<RawDelivery>;
}

/** Hands requests from the listener to the waiting command, in order. */
function createInbox(signal: AbortSignal): Inbox {
  const waiting: RawDelivery[] = [];
  let wake: (() => void) | undefined;
  const interrupted = (): Error =>
    new ConnectorError('ExecutionInterruptedError', 'Stopped waiting.', { fix: 'Run it again to go on waiting.' });
  return {
    put(request) {
      waiting.push(request);
      wake?.();
    },
    async take() {
      for (;;) {
        if (signal.aborted) throw interrupted();
        const request = waiting.shift();
        if (request !== undefined) return request;
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener(
            'abort',
            () => {
              resolve();
            },
            { once: true },
          );
        });
      }
    },
  };
}

function webhookOf(session: Session, module: AppModule): AppWebhook {
  const webhook = session.runtime.app.webhooks.get(module.webhook ?? '');
  if (webhook !== undefined) return webhook;
  throw new ConnectorError('InvalidConfigurationError', `"${module.label}" names no webhook.`);
}

function registrationOf(session: Session, webhook: AppWebhook, receiver: Receiver, options: WaitOptions): Registration {
  const { app, services } = session.runtime;
  const { values, problems } = webhook.form.accept(options.parameters, {
    strict: true,
    fromText: true,
    timezone: services.timezone,
  });
  if (problems.length > 0) {
    throw new ConnectorError('BundleValidationError', `The webhook "${webhook.label}" was not registered.`, {
      problems,
    });
  }
  const url = options.publicUrl === undefined ? receiver.url : new URL(receiver.path, options.publicUrl).href;
  const isLocalOnly = options.publicUrl === undefined && session.connection['sandbox'] !== true;
  if (isLocalOnly) {
    throw new ConnectorError(
      'InvalidConfigurationError',
      'Services on the internet cannot reach an address on this machine.',
      {
        fix: 'Pass --public-url with an address that leads to the port of --port, or use the sandbox.',
      },
    );
  }
  return { app, webhook, connection: session.connection, parameters: values, url };
}
