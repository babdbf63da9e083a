import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { sandboxRequest } from './sandbox.ts';

/** What the people of the company are called. */
export interface SandboxUser {
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
}

export type ThreadState = 'unreplied' | 'replied' | 'closed';
export type PropertyValue = string | number | boolean | null;

/** A message of a thread. */
export interface SandboxMessage {
  readonly external_id: string;
  readonly conversation_id: string;
  readonly direction: 'inbound' | 'outbound';
  readonly text: string | null;
  readonly media_url: string | null;
  readonly tags: readonly string[];
  readonly created_at: string;
}

/** Whom a message goes to or comes from. */
export interface SandboxContact {
  readonly phone_number: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
}

/** A message in a list of all of them. */
export interface SandboxMessageRow extends SandboxMessage {
  /** Slug of the campaign it belongs to. */
  readonly campaign: string | null;
  readonly customer: SandboxContact | null;
}

/** A campaign text that waits for its time. */
export interface ScheduledText {
  readonly id: string;
  readonly text: string;
  readonly send_at: string;
  readonly phone_number: string;
  readonly campaign: string | null;
  readonly customer: SandboxContact | null;
}

/** A customer with everything known. */
export interface SandboxCustomer extends SandboxContact {
  readonly email: string | null;
  readonly zip_code: string | null;
  readonly timezone: string | null;
  readonly external_id: string | null;
  readonly subscribed: boolean;
  readonly unsubscribed_at: string | null;
  readonly assignee: SandboxUser | null;
  readonly state: ThreadState;
  readonly conversation_id: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
  readonly created_at: string;
  readonly last_message: SandboxMessage | null;
}

/** Customers with one value of a property. */
export interface CampaignAudience {
  readonly name: string;
  readonly value: string;
}

export interface SandboxCampaign {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly slug: string;
  readonly state: 'draft' | 'scheduled' | 'active' | 'sent';
  readonly variants: readonly string[];
  /** Whom it goes to when it is sent as a whole; null for everybody. */
  readonly audience: CampaignAudience | null;
  /** When a scheduled one goes out. */
  readonly send_at: string | null;
  readonly recipients: number;
  readonly responses: number;
}

/** Which customers a list shows. */
export interface CustomerFilter {
  readonly search?: string;
  readonly segment?: 'all' | 'assigned' | 'unassigned';
  readonly state?: ThreadState | undefined;
  readonly order?: 'latest_activity' | 'earliest_activity' | 'latest_added';
  readonly limit: number;
}

/** Milliseconds after which what is shown is read again: the sandbox tells nobody when it changes. */
const REFRESH_MS = 3000;

/** How everything is read that changes in the sandbox while it is shown. */
export const LIVE = { refetchInterval: REFRESH_MS, staleTime: 0, retry: false } as const;

/** Customers, as many as `limit`, and how many there are. */
export const sandboxCustomersQuery = ({ search, segment, state, order, limit }: CustomerFilter) =>
  queryOptions({
    queryKey: ['sandbox', 'customers', search ?? '', segment ?? 'all', state ?? '', order ?? '', limit],
    placeholderData: keepPreviousData,
    ...LIVE,
    queryFn: ({ signal }) =>
      sandboxRequest<{ readonly total: number; readonly customers: readonly SandboxCustomer[] }>(
        'GET',
        '/__sandbox/customers',
        { query: { search, segment, state, order, limit }, signal },
      ),
  });

/** One customer by phone number. */
export const sandboxCustomerQuery = (phone: string) =>
  queryOptions({
    queryKey: ['sandbox', 'customer', phone],
    ...LIVE,
    queryFn: ({ signal }) =>
      sandboxRequest<SandboxCustomer>('GET', '/__sandbox/customer', { query: { phone_number: phone }, signal }),
  });

/** Which messages a list shows. */
export interface MessageFilter {
  readonly conversationId?: string | undefined;
  readonly direction?: SandboxMessage['direction'] | undefined;
  readonly limit: number;
}

/** Messages, newest first, as many as `limit`, and how many there are. */
export const sandboxMessagesQuery = ({ conversationId, direction, limit }: MessageFilter) =>
  queryOptions({
    queryKey: ['sandbox', 'messages', conversationId ?? '', direction ?? '', limit],
    ...(conversationId === undefined && { placeholderData: keepPreviousData }),
    ...LIVE,
    queryFn: ({ signal }) =>
      sandboxRequest<{ readonly total: number; readonly messages: readonly SandboxMessageRow[] }>(
        'GET',
        '/__sandbox/messages',
        { query: { conversation_id: conversationId, direction, limit }, signal },
      ),
  });

/** Campaign texts that wait for their time. */
export const scheduledTextsQuery = () =>
  queryOptions({
    queryKey: ['sandbox', 'scheduled'],
    ...LIVE,
    queryFn: ({ signal }) => sandboxRequest<readonly ScheduledText[]>('GET', '/__sandbox/scheduled', { signal }),
  });

/** The campaigns. */
export const sandboxCampaignsQuery = () =>
  queryOptions({
    queryKey: ['sandbox', 'campaigns'],
    ...LIVE,
    queryFn: ({ signal }) => sandboxRequest<readonly SandboxCampaign[]>('GET', '/__sandbox/campaigns', { signal }),
  });

/** What can be said of a customer; a blank text clears a field, what is left out stays. */
export interface CustomerChange {
  readonly phone_number: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly email?: string;
  readonly zip_code?: string;
  readonly timezone?: string;
  readonly external_id?: string;
  readonly subscribed?: boolean;
  readonly properties?: Readonly<Record<string, PropertyValue>>;
  /** E-mail address of the person who does it. */
  readonly acting_user?: string | undefined;
}

/** Something done in the sandbox, and what it answers. */
type Act<Input, Result = unknown> = (input: Input) => Promise<Result>;

/** The type of the answer is that of the constant it is assigned to. */
function post(path: string): (input: object) => Promise<never> {
  return (input) => sandboxRequest<never>('POST', `/__sandbox${path}`, { body: input });
}

/** Adds a customer. @throws ApiError 400 when the number is known or none. */
export const createSandboxCustomer: Act<CustomerChange, SandboxContact> = post('/customers/create');

/** Changes a customer. */
export const changeSandboxCustomer: Act<CustomerChange, SandboxContact> = post('/customers/change');

/** Gives a customer to a user, or to nobody. */
export const assignSandboxCustomer: Act<{ phone_number: string; user_email: string | null }> =
  post('/customers/assign');

/** Moves a thread; closing it also takes it from its user. */
export const moveThread: Act<{ phone_number: string; state: ThreadState }> = post('/customers/state');

/** Takes a property from a customer, as a person when one is given by e-mail address. */
export function removeProperty(phone: string, name: string, actingUser?: string): Promise<unknown> {
  const body = { phone_number: phone, property_name: name, acting_user: actingUser };
  return sandboxRequest('DELETE', '/__sandbox/customers/properties', { body });
}

/** What a text to a customer consists of. */
export interface Writing {
  readonly to: string;
  readonly text?: string;
  readonly media_url?: string;
  readonly tag_names?: readonly string[];
  /** E-mail address of the person who writes; people reach unsubscribed customers too. */
  readonly user_email?: string | undefined;
}

/** What became of a text: an unsubscribed customer gets none. */
export interface SendOutcome {
  readonly status: 'queued' | 'unsubscribed';
}

/** Sends a text as the people of the company do. */
export const sendText: Act<Writing, SendOutcome> = post('/messages/send');

/** Sends a campaign to one customer, now or at a time. */
export const sendSandboxCampaign: Act<{ to: string; campaign_id: string; send_at?: string }, SendOutcome> =
  post('/campaigns/send');

/** A customer writes. */
export const receiveMessage: Act<{ phone_number: string; text?: string; media_url?: string }> =
  post('/messages/receive');

/** Puts a tag on a message. */
export const tagMessage: Act<{ external_id: string; tag_name: string }> = post('/messages/tag');

/** Takes a tag off a message. */
export const untagMessage: Act<{ external_id: string; tag_name: string }> = post('/messages/untag');
