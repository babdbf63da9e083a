import { z } from 'zod';
import { phoneNumber, timeOfDay } from '../world/value-schemas.ts';

/** What can be sent: a text to many accounts, one that an occasion sends, or one that a person writes. */
export const MESSAGE_KINDS = ['mass', 'triggered', 'direct'] as const;

/** Every status an outbound text can have. */
export const STATUSES = ['Pending', 'In Progress', 'Sent', 'Delivered', 'Failed', 'Insufficient funds'] as const;

/** The status of one text. */
export type Status = (typeof STATUSES)[number];

/** What users of the service may be allowed to do; a Super Admin may do everything. */
export const PERMISSIONS = [
  'Create a new SMS message',
  'View SMS messages',
  'Update the SMS settings',
  'Update the misc. settings',
] as const;

/** One permission. */
export type Permission = (typeof PERMISSIONS)[number];

/** How parts of a text are counted. */
export const SEGMENT_RULES = ['160_145', 'gsm'] as const;

/** One way to count. */
export type SegmentRule = (typeof SEGMENT_RULES)[number];

/** What texts go to: the account of a subscriber, or a site of the network with its own contacts. */
export const ACCOUNT_KINDS = ['account', 'network_site'] as const;

/** The one event webhooks of this service can listen for. */
export const STATUS_CHANGED = 'sms_status_changed';

const time = z.iso.datetime();

/** A country by its two letters. */
export const countryCode = z.string().regex(/^[A-Z]{2}$/, 'two letters, for example US');

/** A phone number of a contact; its type decides whether texts can go there. */
export const contactNumberSchema = z.strictObject({ number: phoneNumber, type_id: z.int() });

const contactSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  contact_type: z.string(),
  /** Texts go to the US and Canada only. */
  country: countryCode,
  phone_numbers: z.array(contactNumberSchema),
  sms_opt_in: z.boolean(),
  /** What the carrier answers to every text to this contact; null when it delivers them. */
  carrier_code: z.string().nullable().default(null),
  /** The carrier's code when the latest text did not arrive. */
  delivery_failed: z.string().nullable().default(null),
});

const accountSchema = z.strictObject({
  id: z.int(),
  kind: z.enum(ACCOUNT_KINDS),
  name: z.string(),
  status: z.string(),
  /** The site an account is connected to. */
  network_site: z.string().nullable(),
  contacts: z.array(contactSchema),
});

const departmentSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  company: z.string(),
  phone_number: z.string(),
  email: z.string(),
});

const phoneNumberTypeSchema = z.strictObject({ id: z.int(), name: z.string(), sms_capable: z.boolean() });

const signatureSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  department_id: z.int(),
  text_key: z.string(),
  default_for_mass: z.boolean(),
  default_for_triggered: z.boolean(),
});

const userSchema = z.strictObject({
  name: z.string(),
  token: z.string(),
  super_admin: z.boolean(),
  permissions: z.array(z.enum(PERMISSIONS)),
});

const messageSchema = z.strictObject({
  id: z.int(),
  kind: z.enum(MESSAGE_KINDS),
  account_id: z.int(),
  contact_id: z.int(),
  recipient: z.strictObject({ name: z.string(), contact_type: z.string() }),
  related_entity: z.strictObject({ kind: z.enum(ACCOUNT_KINDS), id: z.int(), name: z.string() }),
  phone_number: phoneNumber,
  sending_number: phoneNumber,
  body: z.string(),
  segments: z.int(),
  charge_cents: z.int(),
  status: z.enum(STATUSES),
  reject_reason: z.string().nullable(),
  saved_message: z.string().nullable(),
  mass_message_id: z.int().nullable(),
  /** When quiet hours let a held text go. */
  held_until: time.nullable(),
  /** When it goes on to its next status; null when it has its last one. */
  next_at: time.nullable(),
  created_at: time,
  updated_at: time,
});

const statusWebhookSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  event: z.literal(STATUS_CHANGED),
  url: z.string(),
  active: z.boolean(),
  created_at: time,
});

const instanceSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  data_center: z.enum(['us', 'canada']),
  timezone: z.string(),
  quiet_hours: z.strictObject({ start: timeOfDay, end: timeOfDay }).nullable(),
  segment_rule: z.enum(SEGMENT_RULES),
  /** Whether one text to one contact may be written by hand. */
  direct_sends: z.boolean(),
  /** How long a text takes to arrive. */
  delivery_seconds: z.int().min(0).max(300),
  billing: z.strictObject({ balance_cents: z.int(), price_per_segment_cents: z.int().min(0) }),
  users: z.array(userSchema),
  departments: z.array(departmentSchema),
  sending_numbers: z.array(z.strictObject({ phone_number: phoneNumber, default: z.boolean() })),
  phone_number_types: z.array(phoneNumberTypeSchema),
  signatures: z.array(signatureSchema),
  accounts: z.array(accountSchema),
  /** Saved messages whose text was changed. */
  saved_messages: z.array(z.strictObject({ name: z.string(), body: z.string() })).default([]),
  triggers: z
    .array(z.strictObject({ trigger: z.string(), enabled: z.boolean(), signature_id: z.int().nullable() }))
    .default([]),
  last_mass_message_id: z.int().default(0),
  webhooks: z.array(statusWebhookSchema).default([]),
  messages: z.array(messageSchema).default([]),
});

/** Everything the service for outbound texts keeps. */
export const outboundSchema = z.strictObject({
  /** Numbers that replied STOP, with the number they replied to; no instance reaches them. */
  stopped: z.array(z.strictObject({ phone_number: phoneNumber, sending_number: phoneNumber, at: time })).default([]),
  instances: z.array(instanceSchema).min(1),
});

export type OutboundData = z.infer<typeof outboundSchema>;
export type InstanceData = z.infer<typeof instanceSchema>;
export type Account = z.infer<typeof accountSchema>;
export type Contact = z.infer<typeof contactSchema>;
export type Department = z.infer<typeof departmentSchema>;
export type Signature = z.infer<typeof signatureSchema>;
export type OutboundUser = z.infer<typeof userSchema>;
export type OutboundMessage = z.infer<typeof messageSchema>;
export type StatusWebhook = z.infer<typeof statusWebhookSchema>;
