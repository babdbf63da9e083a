import { z } from 'zod';
import { awaySchema, doubleOptInSchema, profileLinkSchema } from './automation-schema.ts';
import { outboundSchema, STATUS_CHANGED } from '../outbound/outbound-schema.ts';
import { OUTBOUND_SEED } from '../outbound/outbound-seed.ts';
import { propertyDefinitionSchema } from './property-definition-schema.ts';
import { phoneNumber } from './value-schemas.ts';

/** The eleven event flags a webhook can switch on; each is also the `action` of its payload. */
export const EVENTS = [
  'new_unassigned_message',
  'new_assigned_message',
  'outbound_message',
  'user_assignment',
  'customer_created',
  'customer_subscribed',
  'customer_unsubscribed',
  'tag_added_to_message',
  'tag_removed_from_message',
  'double_opt_in',
  'customer_state_changed',
] as const;

/** The name of one event. */
export type EventName = (typeof EVENTS)[number];

/** Everything a delivery can be about: the events, and what outbound texts tell their webhooks. */
export const DELIVERED_EVENTS = [...EVENTS, STATUS_CHANGED] as const;

/** What can be wrong with an account; `active` means nothing. */
export const COMPANY_STATES = [
  'active',
  'inactive',
  'cancelled',
  'no_subscription',
  'api_disabled',
  'trial_customer_limit',
  'trial_message_limit',
  'forbidden',
] as const;

/** States of a customer's thread. */
export const THREAD_STATES = ['unreplied', 'replied', 'closed'] as const;

/** The state of one thread. */
export type ThreadState = (typeof THREAD_STATES)[number];

const time = z.iso.datetime();
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const settingsShape = {
  /** Status of `Invalid Phone Number`; the sources disagree. */
  invalidPhoneStatus: z.union([z.literal(400), z.literal(403)]),
  /** Status of the same text to the same customer within seven seconds. */
  duplicateStatus: z.int().min(400).max(499),
  /** Where the delays of retries are counted from. */
  retryFrom: z.enum(['previous', 'first']),
  /** How long a subscriber may take to answer a delivery, in real milliseconds. */
  deliveryTimeoutMs: z.int().min(10).max(120_000),
  /** Which server's answers to give: the current ones, or those of 2014 (with `id`, raw phone numbers, `Bad Token`). */
  server: z.enum(['2017', '2014']),
};

/** Any of the settings, to change them. */
export const settingsChangeSchema = z.strictObject(settingsShape).partial();

/** Answers nobody documents: what the sandbox does unless it is told otherwise. */
const settingsSchema = z.strictObject({
  invalidPhoneStatus: settingsShape.invalidPhoneStatus.default(400),
  duplicateStatus: settingsShape.duplicateStatus.default(403),
  retryFrom: settingsShape.retryFrom.default('previous'),
  deliveryTimeoutMs: settingsShape.deliveryTimeoutMs.default(10_000),
  server: settingsShape.server.default('2017'),
});

const companySchema = z.strictObject({
  name: z.string(),
  state: z.enum(COMPANY_STATES).default('active'),
  token: z.string().regex(/^[A-Za-z0-9_-]{32}$/, '32 characters of A-Z, a-z, 0-9, _ and -'),
  publishableKey: z.uuid(),
  phoneNumber,
  /** The clock of business hours; a new company stands at the International Date Line West. */
  timezone: z.string().default('Etc/GMT+12'),
});

const userSchema = z.strictObject({ email: z.string(), first_name: z.string(), last_name: z.string() });

const tagSchema = z.strictObject({ name: z.string().min(1) });

/** A property and the value that customers of a campaign have. */
export const audienceSchema = z.strictObject({ name: z.string().min(1), value: z.string() });

const campaignSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  description: z.string().default(''),
  slug: z.string(),
  state: z.enum(['draft', 'scheduled', 'active', 'sent']),
  /** The A/B texts, taken in turn; `{{first_name}}` and the like are filled in. */
  variants: z.array(z.string()).min(1),
  /** Whom it goes to when it is launched; null for everybody. */
  audience: audienceSchema.nullable().default(null),
  /** When a scheduled one goes out. */
  send_at: time.nullable().default(null),
  recipients: z.int().default(0),
  responses: z.int().default(0),
});

const customerSchema = z.strictObject({
  id: z.int(),
  phone_number: phoneNumber,
  email: z.string().nullable().default(null),
  first_name: z.string().nullable().default(null),
  last_name: z.string().nullable().default(null),
  picture_url: z.string().nullable().default(null),
  zip_code: z.string().nullable().default(null),
  timezone: z.string().nullable().default(null),
  external_id: z.string().nullable().default(null),
  subscribed: z.boolean().default(true),
  unsubscribed_at: time.nullable().default(null),
  assigned_phone_number: phoneNumber.nullable().default(null),
  /** E-mail address of the user who looks after this customer. */
  assignee: z.string().nullable().default(null),
  state: z.enum(THREAD_STATES).default('replied'),
  conversation_id: z.uuid(),
  properties: z.record(z.string(), scalar).default({}),
  /** What the carrier answers to every message to this number; null when it delivers them. */
  carrier_code: z.string().nullable().default(null),
  /** When the last away message went to this customer. */
  away_sent_at: time.nullable().default(null),
  /** Whether the customer was asked to agree to messages, and did. */
  opt_in: z.enum(['pending', 'confirmed']).nullable().default(null),
  created_at: time,
});

const messageSchema = z.strictObject({
  message_id: z.uuid(),
  external_id: z.string(),
  conversation_id: z.uuid(),
  direction: z.enum(['inbound', 'outbound']),
  text: z.string().nullable(),
  media_url: z.string().nullable(),
  tags: z.array(z.string()),
  campaign_id: z.int().nullable(),
  /** The carrier's code when it was not delivered. */
  failure_code: z.string().nullable().default(null),
  created_at: time,
});

const scheduledSchema = z.strictObject({
  id: z.uuid(),
  campaign_id: z.int(),
  phone_number: phoneNumber,
  text: z.string(),
  send_at: time,
});

const webhookSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  url: z.string(),
  http_method: z.enum(['POST', 'PUT', 'PATCH']),
  active: z.boolean(),
  settings: z.record(z.enum(EVENTS), z.boolean()),
  created_at: time,
  updated_at: time,
});

const attemptSchema = z.strictObject({
  at: time,
  /** Status of the answer, or null when none came. */
  status: z.int().nullable(),
  /** Why it does not count as delivered. */
  error: z.string().nullable(),
  /** Real milliseconds it took. */
  ms: z.number(),
});

const deliverySchema = z.strictObject({
  id: z.int(),
  uuid: z.uuid(),
  webhook_id: z.int(),
  event: z.enum(DELIVERED_EVENTS),
  method: z.enum(['POST', 'PUT', 'PATCH']),
  url: z.string(),
  state: z.enum(['pending', 'delivered', 'given_up']),
  /** Why a delivery was given up. */
  reason: z.string().nullable(),
  created_at: time,
  next_attempt_at: time.nullable(),
  attempts: z.array(attemptSchema),
  payload: z.record(z.string(), z.unknown()),
});

/** The world as it stands in the file and the seed. */
export const worldSchema = z.strictObject({
  about: z.string().optional(),
  version: z.literal(1),
  /** How far the sandbox's time runs ahead of the computer's, in milliseconds. */
  clockOffsetMs: z.number().default(0),
  company: companySchema,
  settings: settingsSchema.prefault({}),
  away: awaySchema.prefault({}),
  double_opt_in: doubleOptInSchema.prefault({}),
  profile_links: z.array(profileLinkSchema).default([]),
  users: z.array(userSchema),
  tags: z.array(tagSchema),
  campaigns: z.array(campaignSchema),
  property_definitions: z.array(propertyDefinitionSchema).default([]),
  customers: z.array(customerSchema),
  messages: z.array(messageSchema).default([]),
  scheduled: z.array(scheduledSchema).default([]),
  webhooks: z.array(webhookSchema).default([]),
  deliveries: z.array(deliverySchema).default([]),
  /** The service for outbound texts, a system of its own beside all this. */
  outbound: outboundSchema.prefault(() => OUTBOUND_SEED),
});

export type WorldData = z.infer<typeof worldSchema>;
export type Company = z.infer<typeof companySchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type User = z.infer<typeof userSchema>;
export type Campaign = z.infer<typeof campaignSchema>;
export type Customer = z.infer<typeof customerSchema>;
export type Message = z.infer<typeof messageSchema>;
export type ScheduledSend = z.infer<typeof scheduledSchema>;
export type Webhook = z.infer<typeof webhookSchema>;
export type Attempt = z.infer<typeof attemptSchema>;
export type Delivery = z.infer<typeof deliverySchema>;
export type Scalar = z.infer<typeof scalar>;
