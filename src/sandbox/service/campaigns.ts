import { ownValue } from '../../core/json.ts';
import { invalidPhone } from './customers.ts';
import { isFilteredOut } from './delivery-failed.ts';
import { newUuid } from './identifiers.ts';
import { outcome, recipientOf } from './messages.ts';
import { normalisePhone } from './phone.ts';
import { refusal, reply } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { ApiCall, Sonar } from './sonar.ts';
import { sendOut } from './threads.ts';
import { optional, pointInTime, readParameters, required, text } from '../http/validate.ts';
import type { Campaign, Customer } from '../world/world-schema.ts';
import type { World } from '../world/world.ts';

const SENDING = { to: required(text), campaign_id: required(text), send_at: optional(pointInTime) };

/** POST /campaigns: sends the next variant of a campaign to one customer, now or at `send_at`. */
export function sendCampaign({ sonar, params }: ApiCall): Reply {
  const read = readParameters(params, SENDING);
  if (!read.ok) return read.reply;
  const { to, campaign_id: wanted, send_at: sendAt } = read.values;
  const phone = normalisePhone(to);
  if (phone === undefined) return invalidPhone(sonar.world);
  const campaign = findCampaign(sonar.world, wanted);
  if (campaign === undefined) return refusal(404, 'Campaign not found');
  if (campaign.state === 'draft') return refusal(403, 'Forbidden');
  const recipient = recipientOf(sonar, phone);
  if (!recipient.ok) return recipient.reply;

  const { customer } = recipient;
  if (isFilteredOut(customer)) return refusal(403, 'Forbidden');
  const body = render(nextVariant(campaign), customer);
  if (!customer.subscribed) return outcome(to, body, 'unsubscribed');
  campaign.recipients += 1;
  const sending = { campaign_id: campaign.id, phone_number: phone, text: body };
  if (typeof sendAt === 'number' && sendAt > sonar.clock.now()) planSend(sonar, sending, sendAt);
  else sendNow(sonar, customer, sending);
  return outcome(to, body, 'queued');
}

/** GET /campaigns: the campaigns by the names that calls use. */
export function listCampaigns({ sonar }: ApiCall): Reply {
  return reply(
    200,
    sonar.world.campaigns.map(({ id, name, slug, state }) => ({ id, name, slug, state })),
  );
}

/** Sends the next text of a campaign to a customer whom it may reach. */
export function sendTo(sonar: Sonar, campaign: Campaign, customer: Customer): void {
  const text = render(nextVariant(campaign), customer);
  campaign.recipients += 1;
  sendNow(sonar, customer, { campaign_id: campaign.id, phone_number: customer.phone_number, text });
}

/** Sends a planned campaign text whose time has come, unless the customer has unsubscribed meanwhile. */
export function sendPlanned(sonar: Sonar, id: string): void {
  const planned = sonar.world.scheduled.get(id);
  if (planned === undefined) return;
  sonar.world.scheduled.delete(id);
  const customer = sonar.world.customers.get(planned.phone_number);
  if (customer !== undefined && mayReceive(customer)) sendNow(sonar, customer, planned);
}

/** Whether campaigns reach a customer. */
function mayReceive(customer: Customer): boolean {
  return customer.subscribed && !isFilteredOut(customer);
}

interface Sending {
  readonly campaign_id: number;
  readonly phone_number: string;
  readonly text: string;
}

function sendNow(sonar: Sonar, customer: Customer, sending: Sending): void {
  sendOut(sonar, customer, { text: sending.text, mediaUrl: null, campaignId: sending.campaign_id });
}

function planSend(sonar: Sonar, sending: Sending, sendAt: number): void {
  const id = newUuid();
  sonar.world.scheduled.set(id, { id, ...sending, send_at: new Date(sendAt).toISOString() });
  sonar.schedule(id);
}

/** The campaign with an id or slug. */
export function findCampaign(world: World, idOrSlug: string): Campaign | undefined {
  return world.campaigns.find((campaign) => campaign.slug === idOrSlug || String(campaign.id) === idOrSlug);
}

/** The texts take turns, so that each goes to the same number of people. */
function nextVariant(campaign: Campaign): string {
  return campaign.variants[campaign.recipients % campaign.variants.length] ?? '';
}

/** Merge fields are the customer's own fields and properties; unknown ones become empty. */
function render(template: string, customer: Customer): string {
  return template.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (_field, name: string) => {
    const value = MERGE_FIELDS.has(name) ? ownValue(customer, name) : ownValue(customer.properties, name);
    return value === null || value === undefined ? '' : textOf(value);
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const MERGE_FIELDS: ReadonlySet<string> = new Set([
  'first_name',
  'last_name',
  'email',
  'phone_number',
  'external_id',
  'zip_code',
]);
