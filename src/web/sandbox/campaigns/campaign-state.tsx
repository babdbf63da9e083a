import type { SandboxCampaign } from '../../api/sandbox-world.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Tone } from '../../ui/status-badge.tsx';

const STATES: Readonly<Record<SandboxCampaign['state'], readonly [tone: Tone, word: string]>> = {
  draft: ['idle', 'Draft'],
  scheduled: ['wait', 'Scheduled'],
  active: ['ok', 'Active'],
  sent: ['info', 'Sent'],
};

/** The state of a campaign as a label. */
export function CampaignState({ state }: Pick<SandboxCampaign, 'state'>) {
  const [tone, word] = STATES[state];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}
