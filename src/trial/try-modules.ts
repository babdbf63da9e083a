import { withEpoch } from '../communication/epoch.ts';
import { ConnectorError } from '../core/errors.ts';
import { ownValue } from '../core/json.ts';
import { listStarts, runModule } from '../engine/module/run-module.ts';
import type { AppModule } from '../manifest/app.ts';
import { componentNamed } from '../manifest/component.ts';
import type { Amount } from './input-values.ts';
import { withKnownIndexes } from './known-indexes.ts';
import { moduleInput } from './module-input.ts';
import { withOpenInput } from './open-input.ts';
import { planRequests } from './planned-calls.ts';
import { sampleBundle } from './sample-bundle.ts';
import type { Trial, TrialStage } from './try-app.ts';

const AMOUNTS: readonly (readonly [Amount, string])[] = [
  ['required', 'required inputs'],
  ['all', 'all inputs'],
];

/** Every module twice: with its mandatory inputs only, and with all of them. */
export function moduleTrials(stage: TrialStage): readonly Trial[] {
  return [...stage.app.modules.values()]
    .filter(({ moduleType }) => moduleType !== 'instant_trigger')
    .flatMap((module) => [
      ...AMOUNTS.map(([amount, what]) => trialOf(module, { amount, what }, stage)),
      ...(module.epoch === undefined ? [] : [startsTrial(module, stage)]),
    ]);
}

function trialOf(
  module: AppModule,
  { amount, what }: { readonly amount: Amount; readonly what: string },
  { app, source, services, connections }: TrialStage,
): Trial {
  const communication = ownValue(componentNamed(source, 'module', module.name)?.json, 'communication');
  const sample = sampleBundle(module);
  const known = moduleInput(module.form.fields, communication, amount);
  return {
    kind: 'module',
    name: module.name,
    what,
    plans: planRequests(withKnownIndexes(communication, known), ownValue(source.manifest?.json, 'base'), sample),
    async run() {
      const connection = connections.get(module.connection ?? '') ?? {};
      const input = await withOpenInput(module, { input: known, amount }, { app, services, connection, extras: {} });
      const polling = module.call?.polls === undefined ? undefined : ({ mode: 'new' } as const);
      const request = { module: module.name, input, connection, ...(polling && { polling }) };
      const { bundles } = await runModule(services, app, request);
      if (bundles.length === 0 && sample !== undefined) throw nothingCame(module);
      return bundles.length === 1 ? '1 bundle' : `${bundles.length} bundles`;
    },
  };
}

/** What a polling trigger offers to start from. */
function startsTrial(module: AppModule, { app, source, services, connections }: TrialStage): Trial {
  const json = componentNamed(source, 'module', module.name)?.json;
  const raw = withEpoch(ownValue(json, 'communication'), ownValue(json, 'epoch'));
  const input = moduleInput(module.form.fields, raw, 'all');
  return {
    kind: 'module',
    name: module.name,
    what: 'where to start',
    plans: planRequests(withKnownIndexes(raw, input), ownValue(source.manifest?.json, 'base')),
    async run() {
      const connection = connections.get(module.connection ?? '') ?? {};
      const { bundles } = await listStarts(services, app, { module: module.name, input, connection });
      if (bundles.length === 0) throw nothingCame(module);
      return bundles.length === 1 ? '1 choice' : `${bundles.length} choices`;
    },
  };
}

function nothingCame({ label }: AppModule): ConnectorError {
  return new ConnectorError('DataError', `"${label}" has samples or an interface, but gave no bundle.`, {
    fix: 'Compare response.iterate and response.output with the samples.',
  });
}
