import { ownValue } from '../core/json.ts';
import { callRpc } from '../engine/module/call-rpc.ts';
import { componentNamed } from '../manifest/component.ts';
import { inputFor } from './input-values.ts';
import { planRequests } from './planned-calls.ts';
import type { Trial, TrialStage } from './try-app.ts';

/** Every RPC with values for all its parameters. */
export function rpcTrials({ app, source, services, connections }: TrialStage): readonly Trial[] {
  const base = ownValue(source.manifest?.json, 'base');
  return [...app.rpcs.values()].map((rpc) => ({
    kind: 'rpc',
    name: rpc.name,
    what: 'all parameters',
    plans: planRequests(ownValue(componentNamed(source, 'rpc', rpc.name)?.json, 'communication'), base),
    async run() {
      const connection = connections.get(rpc.connection ?? '') ?? {};
      const parameters = inputFor(rpc.form.fields, 'all');
      const { items } = await callRpc(services, { app, rpc, connection, parameters }, {});
      return items.length === 1 ? '1 item' : `${items.length} items`;
    },
  }));
}
