import type { CallServices } from '../communication/services.ts';
import type { Collection } from '../core/json.ts';
import type { App, AppWebhook } from '../manifest/app.ts';
import type { Delivery, InboundEvaluation, Reception } from '../manifest/inbound.ts';
import { parseDelivery } from './parse-delivery.ts';
import type { RawDelivery } from './parse-delivery.ts';

/** What expressions over a delivery need besides the delivery. */
export type EvaluationBasics = Pick<CallServices, 'clock' | 'random' | 'timezone' | 'limits' | 'environment'>;

/** One webhook of an app, with the values of a hook's own form. */
export interface ReceivingHook {
  readonly app: App;
  readonly webhook: AppWebhook;
  readonly parameters: Collection;
}

/** The evaluation of expressions over deliveries, without the delivery: `environment` and `common` can be read. */
export function inboundEvaluation(basics: EvaluationBasics, app: App | undefined): InboundEvaluation {
  const { clock, random, timezone, limits, environment } = basics;
  const variables = { environment: { timezone, ...environment }, common: app?.common ?? {} };
  return { clock, random, timezone, limits: limits.expression, variables };
}

/**
 * What a stored delivery becomes: the bundles of its triggers.
 * @throws ConnectorError `DataError` when its body cannot be read, or as an expression of the app says.
 */
export function receiveDelivery(basics: EvaluationBasics, hook: ReceivingHook, raw: RawDelivery): Reception {
  return receiveParsed(basics, hook, parseDelivery(raw, hook.parameters));
}

/** As {@link receiveDelivery}, for a delivery that was parsed before. */
export function receiveParsed(
  basics: EvaluationBasics,
  { app, webhook }: ReceivingHook,
  delivery: Delivery,
): Reception {
  return webhook.inbound.receive(delivery, inboundEvaluation(basics, app));
}
