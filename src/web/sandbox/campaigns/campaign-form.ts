import type { CampaignDraft } from '../../api/sandbox-campaigns.ts';
import type { SandboxCampaign } from '../../api/sandbox-world.ts';

/** How many texts a campaign has. */
export const FEWEST_TEXTS = 2;
export const MOST_TEXTS = 10;

/** A campaign as it is edited. */
export interface CampaignForm {
  readonly name: string;
  readonly description: string;
  readonly texts: readonly string[];
  readonly isForEverybody: boolean;
  readonly property: string;
  readonly value: string;
}

/** What is missing in a form, at its place. */
export interface CampaignProblems {
  readonly name?: string;
  readonly texts: readonly (string | undefined)[];
  readonly property?: string;
}

/** The form for a campaign, or for a new one. */
export function campaignForm(campaign: SandboxCampaign | undefined): CampaignForm {
  const { name = '', description = '', variants = [], audience = null } = campaign ?? {};
  const blanks = Array.from({ length: Math.max(0, FEWEST_TEXTS - variants.length) }, () => '');
  return {
    name,
    description,
    texts: [...variants, ...blanks],
    isForEverybody: audience === null,
    property: audience?.name ?? '',
    value: audience?.value ?? '',
  };
}

/** What the form says. */
export function campaignDraft({ name, description, texts, ...form }: CampaignForm): CampaignDraft {
  const audience = form.isForEverybody ? null : { name: form.property.trim(), value: form.value.trim() };
  return { name, description, variants: texts, audience };
}

/** What is missing, or undefined when the form can be saved. */
export function campaignProblems({
  name,
  texts,
  isForEverybody,
  property,
}: CampaignForm): CampaignProblems | undefined {
  const found = texts.map((text) => (text.trim() === '' ? 'A text is needed here.' : undefined));
  const problems: CampaignProblems = {
    ...(name.trim() === '' && { name: 'A campaign needs a name.' }),
    texts: found,
    ...(!isForEverybody && property.trim() === '' && { property: 'Which property?' }),
  };
  const isFine = problems.name === undefined && problems.property === undefined && found.every((each) => !each);
  return isFine ? undefined : problems;
}
