import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Collection } from '../../core/json.ts';
import type { Account, Signature } from './outbound-schema.ts';
import type { Instance, Outbound } from './outbound-world.ts';
import { composer } from './compose.ts';
import { shownTimes } from './outage.ts';
import type { OutageTimes } from './outage.ts';
import { recipientsOf } from './recipients.ts';
import type { SavedMessage } from './saved-messages.ts';
import type { Draft } from './sending.ts';

/** What a mass message is made of. */
export interface MassOrder {
  readonly saved: SavedMessage;
  readonly signature: Signature;
  readonly times: OutageTimes;
  readonly accounts: readonly Account[];
}

/** A mass message that is ready to go, and what people are told before they confirm it. */
export interface PreparedMass {
  readonly drafts: readonly Omit<Draft, 'massMessageId'>[];
  readonly summary: Collection;
}

/** After so many texts others get their turn: joined characters take a while to count. */
const TEXTS_IN_A_TURN = 50;

/** Works a mass message out for every contact it reaches; nothing is sent. */
export async function prepareMass(
  parts: { readonly outbound: Outbound; readonly instance: Instance },
  order: MassOrder,
): Promise<PreparedMass> {
  const { instance } = parts;
  const { reached, leftOut } = recipientsOf(parts, order.accounts, 'mass');
  const compose = composer(instance, { ...order, times: shownTimes(instance, order.times) });
  const drafts: PreparedMass['drafts'][number][] = [];
  for (const recipient of reached) {
    drafts.push({ kind: 'mass', ...compose(recipient) });
    if (drafts.length % TEXTS_IN_A_TURN === 0) await nextTurn();
  }
  const accounts = new Set(reached.map(({ account }) => account.id)).size;
  const segments = drafts.reduce((sum, draft) => sum + draft.segments, 0);
  return {
    drafts,
    summary: {
      confirmation: confirmation(accounts),
      accounts,
      contacts: drafts.length,
      segments,
      cost_cents: segments * instance.billing.price_per_segment_cents,
      sample: drafts[0]?.body ?? null,
      left_out: leftOut,
    },
  };
}

/** Names the accounts, not their contacts, and that it costs money. */
function confirmation(accounts: number): string {
  const whom = accounts === 1 ? '1 account' : `${accounts} accounts`;
  return `This message goes to ${whom}. Charges occur for every text.`;
}
