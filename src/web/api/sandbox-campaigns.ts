import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CampaignAudience, SandboxCampaign } from './sandbox-world.ts';
import { sandboxRequest } from './sandbox.ts';

/** What people decide about a campaign. */
export interface CampaignDraft {
  readonly name: string;
  readonly description: string;
  /** Two texts or more, which take turns. */
  readonly variants: readonly string[];
  readonly audience: CampaignAudience | null;
}

/** How many an audience holds, and why a campaign does not reach some of them. */
export interface AudienceCounts {
  readonly customers: number;
  readonly reached: number;
  readonly unsubscribed: number;
  /** Those whose last message failed in a way that keeps them out. */
  readonly filtered_out: number;
}

/** A campaign that was sent or scheduled, with whom it reaches. */
export type LaunchedCampaign = SandboxCampaign & { readonly audience_counts: AudienceCounts };

/** Drafts a campaign; it gets its slug. */
export function createCampaign(draft: CampaignDraft): Promise<SandboxCampaign> {
  return sandboxRequest('POST', '/__sandbox/campaigns/create', { body: draft });
}

/** Changes a campaign that is not sent. */
export function changeCampaign(slug: string, draft: CampaignDraft): Promise<SandboxCampaign> {
  return sandboxRequest('POST', '/__sandbox/campaigns/change', { body: { campaign_id: slug, ...draft } });
}

/** Lets calls send a campaign to one customer at a time, or takes it back to be worked on. */
export function moveCampaign({ slug, to }: { slug: string; to: 'active' | 'draft' }): Promise<SandboxCampaign> {
  const path = to === 'active' ? '/__sandbox/campaigns/activate' : '/__sandbox/campaigns/draft';
  return sandboxRequest('POST', path, { body: { campaign_id: slug } });
}

/** Sends a campaign to its audience, now or at a time (ISO 8601). */
export function launchCampaign(slug: string, sendAt: string | undefined): Promise<LaunchedCampaign> {
  return sandboxRequest('POST', '/__sandbox/campaigns/launch', { body: { campaign_id: slug, send_at: sendAt } });
}

/** How many customers have a property with a value; everybody for null. */
export const audienceQuery = (audience: CampaignAudience | null) =>
  queryOptions({
    queryKey: ['sandbox', 'audience', audience?.name ?? null, audience?.value ?? null],
    staleTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      sandboxRequest<AudienceCounts>('GET', '/__sandbox/campaigns/audience', {
        ...(audience !== null && { query: { name: audience.name, value: audience.value } }),
        signal,
      }),
  });
