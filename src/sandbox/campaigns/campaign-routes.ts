import { z } from 'zod';
import type { Collection } from '../../core/json.ts';
import { route } from '../control/control-route.ts';
import type { ControlParts, ControlRoute } from '../control/control-route.ts';
import { given } from '../http/given.ts';
import { refusal, reply } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import { findCampaign } from '../service/campaigns.ts';
import { nextId } from '../world/numbered.ts';
import { audienceSchema } from '../world/world-schema.ts';
import type { Campaign } from '../world/world-schema.ts';
import { audienceCounts, audienceOf } from './audience.ts';
import { launch, launchLater, newSlug } from './launch.ts';

const name = z.string().trim().min(1).max(200);
const description = z.string().max(2000);
const variants = z.array(z.string().trim().min(1).max(1600)).min(2, 'a campaign has two texts or more').max(10);
const audience = audienceSchema.nullable();
const campaign_id = z.union([z.string(), z.int().transform(String)]);

/** What the company's people do on the page of campaigns. Everything but the slug can be changed until it is sent. */
export const CAMPAIGN_ROUTES: readonly ControlRoute[] = [
  route(
    ['post', '/campaigns/create', 'drafts a campaign and gives it a slug'],
    z.strictObject({
      name,
      description: description.default(''),
      variants,
      audience: audience.default(null),
    }),
    ({ sonar }, input) => {
      const { world } = sonar();
      const id = nextId(world.campaigns);
      const counts = { recipients: 0, responses: 0 };
      const slug = newSlug(world, input.name);
      const campaign: Campaign = { id, ...input, slug, state: 'draft', send_at: null, ...counts };
      world.campaigns.push(campaign);
      return reply(201, campaign);
    },
  ),
  route(
    ['post', '/campaigns/change', 'changes a campaign that is not sent yet'],
    z.strictObject({
      campaign_id,
      name: name.optional(),
      description: description.optional(),
      variants: variants.optional(),
      audience: audience.optional(),
    }),
    (parts, { campaign_id: wanted, ...changes }) =>
      withUnsent(parts, wanted, (campaign) => reply(200, Object.assign(campaign, given(changes)))),
  ),
  route(
    ['post', '/campaigns/activate', 'lets calls send a campaign to one customer at a time'],
    z.strictObject({ campaign_id }),
    (parts, input) => moved(parts, input.campaign_id, 'active'),
  ),
  route(
    ['post', '/campaigns/draft', 'takes a campaign back to be worked on'],
    z.strictObject({ campaign_id }),
    (parts, input) => moved(parts, input.campaign_id, 'draft'),
  ),
  route(
    ['post', '/campaigns/launch', 'sends a campaign to its audience, now or at a time'],
    z.strictObject({ campaign_id, send_at: z.iso.datetime({ offset: true }).optional() }),
    (parts, input) => withUnsent(parts, input.campaign_id, (campaign) => launched(parts, campaign, input.send_at)),
  ),
  route(
    ['get', '/campaigns/audience', 'how many customers have a property with a value, and whom a campaign reaches'],
    audienceSchema.partial(),
    ({ sonar }, input) => {
      const wanted = input.name === undefined ? null : { name: input.name, value: input.value ?? '' };
      return reply(200, audienceCounts(audienceOf(sonar().world, wanted)));
    },
  ),
];

function launched({ sonar }: ControlParts, campaign: Campaign, sendAt: string | undefined): Reply {
  const at = sendAt === undefined ? sonar().clock.now() : Date.parse(sendAt);
  if (at > sonar().clock.now()) {
    launchLater(sonar(), campaign, new Date(at).toISOString());
    return reply(202, answer(campaign, audienceCounts(audienceOf(sonar().world, campaign.audience))));
  }
  return reply(200, answer(campaign, audienceCounts(launch(sonar(), campaign))));
}

function answer(campaign: Campaign, audienceNow: Collection): Collection {
  return { ...campaign, audience_counts: audienceNow };
}

function moved(parts: ControlParts, wanted: string, state: Campaign['state']): Reply {
  return withUnsent(parts, wanted, (campaign) => reply(200, Object.assign(campaign, { state, send_at: null })));
}

function withUnsent({ sonar }: ControlParts, wanted: string, act: (campaign: Campaign) => Reply): Reply {
  const campaign = findCampaign(sonar().world, wanted);
  if (campaign === undefined) return refusal(404, 'Campaign not found');
  return campaign.state === 'sent' ? refusal(400, 'The campaign is sent already') : act(campaign);
}
