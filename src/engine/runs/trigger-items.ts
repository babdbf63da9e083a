import type { CallServices } from '../../communication/services.ts';
import { isCollection } from '../../core/json.ts';
import { parseDelivery } from '../../inbox/parse-delivery.ts';
import { inboundEvaluation } from '../../inbox/reception.ts';
import type { AppWebhook } from '../../manifest/app.ts';
import { compileInbound, type Inbound } from '../../manifest/inbound.ts';
import type { ConnectionId, DeliveryRecord, HookRecord } from '../../store/records.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';
import type { TriggerInput } from '../flow/run-context.ts';

/** Turns a stored delivery into what a scenario starts with. */
export type ReadDelivery = (
  delivery: DeliveryRecord,
  hook: HookRecord,
  scenario: CompiledScenario,
) => Extract<TriggerInput, { readonly items: readonly unknown[] }>;

/** The account's own id at the service of a connection: a delivery may hold items of several. */
export type AccountOf = (id: ConnectionId) => string | null;

/**
 * A reader of deliveries: parsed by their Content-Type and judged by the communication of the webhook. No item means
 * that the delivery is not for the scenario. It throws `DataError` for a body that cannot be read, and what the
 * expressions of the webhook raise.
 */
export function createDeliveryReader(services: CallServices, accountOf: AccountOf = () => null): ReadDelivery {
  const plain = compileInbound(undefined);
  /** Undefined where deliveries are for one account alone. */
  const accountIn = (webhook: AppWebhook | undefined, { connectionId }: HookRecord): string | null | undefined =>
    webhook?.webhookType === 'web-shared' && connectionId !== null ? accountOf(connectionId) : undefined;

  return (delivery, hook, scenario) => {
    const { app, module } = scenario.trigger;
    const webhook = app?.webhooks.get(module?.webhook ?? '');
    const inbound: Inbound = webhook?.inbound ?? plain;
    const parameters = isCollection(hook.parameters) ? hook.parameters : {};
    const evaluation = inboundEvaluation(services, app);
    const { items } = inbound.receive(parseDelivery(delivery, parameters), evaluation, accountIn(webhook, hook));
    return { items, ...(isCollection(hook.data) && { webhook: hook.data }) };
  };
}
