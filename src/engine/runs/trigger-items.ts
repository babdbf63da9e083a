import type { CallServices } from '../../communication/services.ts';
import { isCollection } from '../../core/json.ts';
import { parseDelivery } from '../../inbox/parse-delivery.ts';
import { compileInbound, type Inbound } from '../../manifest/inbound.ts';
import type { DeliveryRecord, HookRecord } from '../../store/records.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';
import type { TriggerInput } from '../flow/run-context.ts';

/** Turns a stored delivery into what a scenario starts with. */
export type ReadDelivery = (
  delivery: DeliveryRecord,
  hook: HookRecord,
  scenario: CompiledScenario,
) => Extract<TriggerInput, { readonly items: readonly unknown[] }>;

/**
 * A reader of deliveries: parsed by their Content-Type and judged by the communication of the webhook. No item means
 * that the delivery is not for the scenario. It throws `DataError` for a body that cannot be read, and what the
 * expressions of the webhook raise.
 */
export function createDeliveryReader(services: CallServices): ReadDelivery {
  const plain = compileInbound(undefined);
  return (delivery, hook, scenario) => {
    const { app, module } = scenario.trigger;
    const inbound: Inbound = app?.webhooks.get(module?.webhook ?? '')?.inbound ?? plain;
    const parameters = isCollection(hook.parameters) ? hook.parameters : {};
    const { items } = inbound.receive(parseDelivery(delivery, parameters), {
      variables: {
        environment: { timezone: services.timezone, ...services.environment },
        common: app?.common ?? {},
      },
      clock: services.clock,
      random: services.random,
      timezone: services.timezone,
      limits: services.limits.expression,
    });
    return { items, ...(isCollection(hook.data) && { webhook: hook.data }) };
  };
}
