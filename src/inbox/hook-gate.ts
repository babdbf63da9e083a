import { isCollection } from '../core/json.ts';
import type { App } from '../manifest/app.ts';
import type { Reception } from '../manifest/inbound.ts';
import type { HookRecord } from '../store/records.ts';
import { compileIdentity } from './identify.ts';
import type { Identity, UnreadDelivery } from './identify.ts';
import { parseQuery } from './parse-delivery.ts';
import { inboundEvaluation, receiveParsed } from './reception.ts';
import type { EvaluationBasics, ReceivingHook } from './reception.ts';
import type { SharedWebhook } from './shared-addresses.ts';
import { compileChecks } from './verify-request.ts';
import type { CompiledChecks, OpenSealed } from './verify-request.ts';

/** Everything intake does for one hook, compiled. */
export interface HookGate {
  readonly checks: CompiledChecks;
  /** Whether requests without a body may be challenges of the service. */
  readonly challenges: boolean;
  identify(delivery: UnreadDelivery): Identity;
  /** What the app itself says to the delivery; undefined when it leaves that to the runtime, or fails. */
  receive(delivery: UnreadDelivery): Reception | undefined;
}

/** What gates are made with. */
export interface GateOptions {
  readonly apps: (name: string) => App | undefined;
  readonly open: OpenSealed;
  readonly evaluation: EvaluationBasics;
}

/** Finds the gate of a hook. Records never change, so each is compiled once. */
export function createHookGates(options: GateOptions): (hook: HookRecord) => HookGate {
  const gates = new WeakMap<HookRecord, HookGate>();
  return (hook) => {
    let gate = gates.get(hook);
    if (gate === undefined) {
      gate = compileGate(hook, options);
      gates.set(hook, gate);
    }
    return gate;
  };
}

/** What the app says to a delivery at a shared address; undefined when it does not say whose it is. */
export function compileSharedGate(
  { app, webhook }: SharedWebhook,
  evaluation: EvaluationBasics,
): Pick<HookGate, 'challenges' | 'receive'> {
  return {
    challenges: webhook.inbound.challenges,
    receive: (delivery) => received(delivery, { app, webhook, parameters: {} }, evaluation),
  };
}

function received(delivery: UnreadDelivery, hook: ReceivingHook, evaluation: EvaluationBasics): Reception | undefined {
  const { method, query, headers } = delivery.raw;
  try {
    const request = { method, query: parseQuery(query), headers: { ...headers }, body: delivery.parsed() };
    return receiveParsed(evaluation, hook, { ...request, parameters: hook.parameters });
  } catch {
    return undefined;
  }
}

function compileGate(hook: HookRecord, { apps, open, evaluation }: GateOptions): HookGate {
  const app = apps(hook.app);
  const webhook = app?.webhooks.get(hook.webhook);
  const parameters = isCollection(hook.parameters) ? hook.parameters : {};
  const speaks = webhook?.inbound.challenges === true || webhook?.inbound.answers === true;
  return {
    checks: compileChecks(hook, open),
    challenges: webhook?.inbound.challenges === true,
    identify: compileIdentity(hook, webhook?.eventId, inboundEvaluation(evaluation, app)),
    receive(delivery) {
      if (app === undefined || webhook === undefined || !speaks) return undefined;
      return received(delivery, { app, webhook, parameters }, evaluation);
    },
  };
}
