import { randomInt } from 'node:crypto';
import { sendTo } from '../service/campaigns.ts';
import type { Sonar } from '../service/sonar.ts';
import type { Campaign } from '../world/world-schema.ts';
import type { World } from '../world/world.ts';
import { audienceOf } from './audience.ts';
import type { Audience } from './audience.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A name for calls in the service's form: the words of the campaign's name, an underscore, six letters and digits. */
export function newSlug(world: World, name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['campaign'];
  for (;;) {
    const ending = Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    const slug = `${words.join('_').slice(0, 60)}_${ending}`;
    if (!world.campaigns.some((campaign) => campaign.slug === slug)) return slug;
  }
}

/** Sends a campaign to its audience now; each customer gets the next of its texts. Then it is `sent`. */
export function launch(sonar: Sonar, campaign: Campaign): Audience {
  const audience = audienceOf(sonar.world, campaign.audience);
  campaign.state = 'sent';
  campaign.send_at = null;
  for (const customer of audience.reached) sendTo(sonar, campaign, customer);
  return audience;
}

/** Sends a campaign at a time to come, unless it is changed back or to another time meanwhile. */
export function launchLater(sonar: Sonar, campaign: Campaign, at: string): void {
  campaign.state = 'scheduled';
  campaign.send_at = at;
  sonar.later(at, () => {
    if (campaign.state === 'scheduled' && campaign.send_at === at) launch(sonar, campaign);
  });
}
