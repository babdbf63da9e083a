import { isCollection, ownValue } from '../core/json.ts';
import { readRpcAddress, rpcParameters } from '../forms/rpc-address.ts';
import { callRpc } from '../engine/module/call-rpc.ts';
import type { AppModule } from '../manifest/app.ts';
import { componentNamed } from '../manifest/component.ts';
import { moduleInput } from './module-input.ts';
import { planRequests } from './planned-calls.ts';
import type { Trial, TrialStage } from './try-app.ts';

/** Every RPC that tells what a module gives, asked with the inputs of that module. */
export function outputTrials(stage: TrialStage): readonly Trial[] {
  return [...stage.app.modules.values()].flatMap((module) =>
    [...new Set(addressesOf(module))].flatMap((address) => trialOf(module, address, stage)),
  );
}

/** Addresses in place of items, of the items in a collection or an array, and of samples. */
function addressesOf({ interface: fields, outputAddresses, samples }: AppModule): readonly string[] {
  const texts = [...outputAddresses, ...fields.flatMap(addressesIn), samples];
  return texts.filter((text) => typeof text === 'string');
}

function addressesIn(entry: unknown): readonly string[] {
  if (typeof entry === 'string') return readRpcAddress(entry) === undefined ? [] : [entry];
  if (Array.isArray(entry)) return entry.flatMap(addressesIn);
  return isCollection(entry) ? addressesIn(ownValue(entry, 'spec')) : [];
}

function trialOf(module: AppModule, address: string, stage: TrialStage): readonly Trial[] {
  const { app, source, services, connections } = stage;
  const named = readRpcAddress(address);
  const rpc = app.rpcs.get(named?.rpc ?? '');
  if (named === undefined || rpc === undefined) return [];
  const base = ownValue(source.manifest?.json, 'base');
  return [
    {
      kind: 'module',
      name: module.name,
      what: `what it gives, from ${rpc.name}`,
      plans: planRequests(ownValue(componentNamed(source, 'rpc', rpc.name)?.json, 'communication'), base),
      async run() {
        const communication = ownValue(componentNamed(source, 'module', module.name)?.json, 'communication');
        const input = moduleInput(module.form.fields, communication, 'all');
        const { clock, random, timezone, limits } = services;
        const evaluation = { clock, random, timezone, limits: limits.expression };
        const parameters = rpcParameters(named.parameters, input, evaluation);
        const connection = connections.get(rpc.connection ?? module.connection ?? '') ?? {};
        const { items } = await callRpc(services, { app, rpc, connection, parameters }, {});
        return items.length === 1 ? '1 item' : `${items.length} items`;
      },
    },
  ];
}
