import { keepPreviousData } from '@tanstack/react-query';
import { outboundPost, outboundQuery } from './outbound.ts';
import type { InstanceId } from './outbound.ts';

/** What can become of a text. */
export const SMS_STATUSES = ['Pending', 'In Progress', 'Sent', 'Delivered', 'Failed', 'Insufficient funds'] as const;
export type SmsStatus = (typeof SMS_STATUSES)[number];

/** A text that was sent, or waits to be. */
export interface SentSms {
  readonly id: number;
  readonly kind: 'mass' | 'triggered' | 'direct';
  readonly recipient: { readonly name: string; readonly contact_type: string };
  readonly related_entity: { readonly kind: string; readonly id: number; readonly name: string };
  readonly phone_number: string;
  readonly body: string;
  readonly status: SmsStatus;
  readonly reject_reason: string | null;
  readonly created_at: string;
  readonly segments: number;
  readonly charge_cents: number;
  readonly saved_message: string | null;
  /** Until when quiet hours hold it back. */
  readonly held_until: string | null;
}

/** How many contacts a message does not reach, by reason. */
export type LeftOut = Readonly<Record<string, number>>;

/** Texts narrowed by a search and a status, newest first. */
export const sentSmsQuery = (
  instance: InstanceId,
  { search, status, limit }: { search: string; status: string | undefined; limit: number },
) => ({
  ...outboundQuery<{ readonly total: number; readonly messages: readonly SentSms[] }>(instance, '/messages', {
    search: search === '' ? undefined : search,
    status,
    limit,
  }),
  placeholderData: keepPreviousData,
});

/** A contact of an account, and whether texts reach them. */
export interface OutboundContact {
  readonly id: number;
  readonly name: string;
  readonly contact_type: string;
  readonly phone_numbers: readonly {
    readonly number: string;
    readonly type: string | null;
    readonly sms_capable: boolean;
  }[];
  readonly sms_opt_in: boolean;
  readonly stopped: boolean;
  readonly carrier_code: string | null;
  readonly reachable: boolean;
  readonly why_not: string | null;
}

/** An account or a network site. */
export interface OutboundAccount {
  readonly id: number;
  readonly kind: 'account' | 'network_site';
  readonly name: string;
  readonly status: string;
  readonly network_site: string | null;
  readonly contacts: readonly OutboundContact[];
}

/** Accounts and sites with their contacts. */
export const accountsQuery = (instance: InstanceId) => ({
  ...outboundQuery<{ readonly total: number; readonly accounts: readonly OutboundAccount[] }>(instance, '/accounts', {
    limit: 200,
  }),
  placeholderData: keepPreviousData,
});

/** Ticks SMS Opt In of a contact, or unticks it. */
export function setOptIn(instance: InstanceId, id: number, isIn: boolean): Promise<unknown> {
  return outboundPost(instance, '/contacts', { id, sms_opt_in: isIn });
}

/** What the carrier does with texts to a contact: a code to refuse them with, or null to deliver them. */
export function setCarrierCode(instance: InstanceId, id: number, code: string | null): Promise<unknown> {
  return outboundPost(instance, '/contacts/carrier', { id, code });
}

/** What a reply did: `contacts` counts those with the number, over all instances. */
export interface ReplyOutcome {
  readonly word: 'STOP' | 'START' | null;
  readonly stopped: boolean;
  readonly contacts: number;
}

/** A contact texts back. */
export function replyFrom(instance: InstanceId, from: string, text: string): Promise<ReplyOutcome> {
  return outboundPost(instance, '/replies', { from, text });
}

/** An occasion that sends a text. */
export interface Trigger {
  readonly trigger: string;
  readonly saved_message: string;
  readonly entity: OutboundAccount['kind'];
  readonly enabled: boolean;
}

/** The occasions that send a text by themselves. */
export const triggersQuery = (instance: InstanceId) => outboundQuery<readonly Trigger[]>(instance, '/triggers');

/** What came of an occasion. */
export interface TriggerOutcome {
  readonly messages: readonly SentSms[];
  readonly left_out: LeftOut;
  readonly held_until: string | null;
}

/** An occasion comes up for an account or a network site. */
export function triggerMessage(instance: InstanceId, trigger: string, accountId: number): Promise<TriggerOutcome> {
  return outboundPost(instance, '/triggered_messages', { trigger, account_id: accountId });
}

/** A text that is ready to be sent, with what it asks for. */
export interface SavedMessage {
  readonly name: string;
  readonly kind: 'mass' | 'triggered';
  readonly body: string;
  readonly fields: readonly ('outage_start' | 'outage_end')[];
  readonly filters: readonly ('status' | 'network_site' | 'account_ids')[];
}

/** The texts that are ready. */
export const savedMessagesQuery = (instance: InstanceId) =>
  outboundQuery<readonly SavedMessage[]>(instance, '/saved_messages');

/** What is asked for before a mass message goes out. */
export interface MassMessage {
  readonly saved_message: string;
  readonly signature_id: number | undefined;
  readonly outage_start: string | undefined;
  readonly outage_end: string | undefined;
  readonly filters: {
    readonly status?: string;
    readonly network_site?: string;
    readonly account_ids?: readonly number[];
  };
}

/** Whom a mass message reaches and what it costs; `confirmed` when it went out. */
export interface MassOutcome {
  readonly confirmed: boolean;
  readonly confirmation: string;
  readonly accounts: number;
  readonly contacts: number;
  readonly segments: number;
  readonly cost_cents: number;
  readonly sample: string | null;
  readonly left_out: LeftOut;
}

/** Counts whom a mass message reaches, or sends it. */
export function massMessage(instance: InstanceId, message: MassMessage, confirm: boolean): Promise<MassOutcome> {
  return outboundPost(instance, '/mass_messages', { ...message, confirm });
}
