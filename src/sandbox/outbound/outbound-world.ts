import { highestId } from '../world/numbered.ts';
import type { InstanceData, OutboundData, OutboundMessage, StatusWebhook } from './outbound-schema.ts';

/** Finished texts an instance keeps; beyond it the oldest go. Texts that are under way always stay. */
export const OUTBOUND_MESSAGES_KEPT = 20_000;

/** One account of the service with everything in it. */
export interface Instance extends Omit<InstanceData, 'messages'> {
  /** By id, oldest first. */
  readonly messages: ReadonlyMap<number, OutboundMessage>;
  /** Texts that have not got their last status yet, by id. */
  readonly underWay: ReadonlyMap<number, OutboundMessage>;
  /** Points in time for which the next steps of texts are planned already. */
  readonly planned: Set<string>;
  readonly addMessage: (message: Omit<OutboundMessage, 'id'>) => OutboundMessage;
  /** Takes a text that has its last status from those under way. */
  readonly finish: (message: OutboundMessage) => void;
}

/** The service for outbound texts as it lives in a world. */
export interface Outbound {
  readonly instances: readonly Instance[];
  stopped: OutboundData['stopped'];
  /** A webhook of any instance. */
  webhook(id: number): StatusWebhook | undefined;
  toData(): OutboundData;
}

/** Brings validated data to life, and takes it over. */
export function createOutbound(data: OutboundData): Outbound {
  const instances = data.instances.map(createInstance);
  const outbound: Outbound = {
    instances,
    stopped: data.stopped,
    webhook: (id) => instances.flatMap(({ webhooks }) => webhooks).find((each) => each.id === id),
    toData: () => ({ stopped: outbound.stopped, instances: instances.map(instanceData) }),
  };
  return outbound;
}

function createInstance({ messages: initial, ...data }: InstanceData): Instance {
  const messages = new Map(initial.map((message) => [message.id, message]));
  const underWay = new Map([...messages].filter(([, message]) => message.next_at !== null));
  let lastId = highestId(initial);
  return {
    ...data,
    messages,
    underWay,
    planned: new Set(),
    addMessage(fields) {
      lastId += 1;
      const message = { id: lastId, ...fields };
      messages.set(message.id, message);
      underWay.set(message.id, message);
      return message;
    },
    finish(message) {
      underWay.delete(message.id);
      if (messages.size - underWay.size <= OUTBOUND_MESSAGES_KEPT) return;
      for (const id of messages.keys()) {
        if (underWay.has(id)) continue;
        messages.delete(id);
        return;
      }
    },
  };
}

function instanceData({
  messages,
  underWay: _u,
  planned: _p,
  addMessage: _a,
  finish: _f,
  ...data
}: Instance): InstanceData {
  return { ...data, messages: [...messages.values()] };
}
