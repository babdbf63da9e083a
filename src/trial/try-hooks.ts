import { ConnectorError } from '../core/errors.ts';
import { type Collection, isCollection, ownValue } from '../core/json.ts';
import { callContext } from '../communication/services.ts';
import { runModule } from '../engine/module/run-module.ts';
import type { AppModule, AppWebhook } from '../manifest/app.ts';
import { componentNamed } from '../manifest/component.ts';
import { inputFor } from './input-values.ts';
import { planAnswer } from './answer-plan.ts';
import { planRequests } from './planned-calls.ts';
import { sampleBundle } from './sample-bundle.ts';
import type { Trial, TrialStage } from './try-app.ts';

const CALLS = ['attach', 'update', 'list', 'detach'] as const;
const URL_OF_HOOK = 'https://www.example.com/hooks/sample';

/** The calls of every webhook, and a delivery for each of its triggers. */
export function hookTrials(stage: TrialStage): readonly Trial[] {
  return [...stage.app.webhooks.values()].flatMap((webhook) => [
    ...callTrials(webhook, stage),
    ...triggersOf(webhook, stage).map((module) => deliveryTrial(webhook, module, stage)),
  ]);
}

function callTrials(webhook: AppWebhook, { app, source, services, connections }: TrialStage): readonly Trial[] {
  const file = componentNamed(source, 'webhook', webhook.name);
  const base = ownValue(source.manifest?.json, 'base');
  let stored: Collection = { id: 'sample' };
  return CALLS.filter((key) => webhook[key] !== undefined).map((key) => ({
    kind: 'webhook',
    name: webhook.name,
    what: key,
    plans: planRequests(ownValue(file?.json, key), base),
    async run() {
      const parameters = valuesOf(webhook);
      const connection = connections.get(webhook.connection ?? '') ?? {};
      const variables = { parameters, connection, common: app.common, webhook: { ...stored, url: URL_OF_HOOK } };
      const result = await webhook[key]?.run(callContext(services, variables));
      stored = { ...stored, ...result?.data };
      return Object.keys(result?.data ?? {}).join(', ');
    },
  }));
}

function triggersOf({ name }: AppWebhook, { app }: TrialStage): readonly AppModule[] {
  return [...app.modules.values()].filter(({ webhook }) => webhook === name);
}

/** What a delivery becomes: the items of the webhook, and what the trigger makes of the first one. */
function deliveryTrial(webhook: AppWebhook, module: AppModule, stage: TrialStage): Trial {
  const { app, source, services, connections } = stage;
  const inbound = ownValue(componentNamed(source, 'webhook', webhook.name)?.json, 'communication');
  const communication = ownValue(componentNamed(source, 'module', module.name)?.json, 'communication');
  const sample = sampleBundle(module) ?? {};
  const response = isCollection(inbound) ? { ...inbound, valid: inbound['condition'] } : {};
  const { body } = planAnswer({ request: { response }, later: [], sample, isLast: true });
  return {
    kind: 'module',
    name: module.name,
    what: 'a delivery',
    plans: planRequests(communication, ownValue(source.manifest?.json, 'base'), sample),
    async run() {
      const { clock, random, timezone, limits } = services;
      const parameters = valuesOf(webhook);
      const { items } = webhook.inbound.receive(
        { method: 'POST', query: {}, headers: { 'content-type': 'application/json' }, body, parameters },
        { clock, random, timezone, limits: limits.expression, variables: { common: app.common, environment: {} } },
      );
      const [payload] = items;
      if (payload === undefined) throw nothingCame(webhook);
      const connection = connections.get(module.connection ?? '') ?? {};
      const request = { module: module.name, input: parameters, connection, payload, webhook: { url: URL_OF_HOOK } };
      const { bundles } = await runModule(services, app, request);
      return bundles.length === 1 ? '1 bundle' : `${bundles.length} bundles`;
    },
  };
}

function valuesOf(webhook: AppWebhook): Collection {
  return webhook.form.accept(inputFor(webhook.form.fields, 'all')).values;
}

function nothingCame({ label }: AppWebhook): ConnectorError {
  return new ConnectorError('DataError', `A delivery made of the samples became no item of "${label}".`, {
    fix: 'Compare condition, iterate and output of the webhook with the samples of its triggers.',
  });
}
