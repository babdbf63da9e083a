import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { moveCampaign } from '../../api/sandbox-campaigns.ts';
import type { SandboxCampaign } from '../../api/sandbox-world.ts';
import { counted } from '../../model/aria-names.ts';
import { localTime } from '../../ui/time.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { useAct } from '../use-act.ts';
import { AudienceText } from './audience-text.tsx';
import { campaignDraft } from './campaign-form.ts';
import type { CampaignForm } from './campaign-form.ts';
import { CampaignState } from './campaign-state.tsx';

/** When a campaign goes to its audience, in what state it is, and what came of it. */
export function CampaignSending({
  campaign,
  form,
  now,
  isBusy,
  onLaunch,
  onMoved,
}: {
  /** Undefined until it is saved. */
  readonly campaign: SandboxCampaign | undefined;
  readonly form: CampaignForm;
  /** The time of the sandbox. */
  readonly now: string;
  readonly isBusy: boolean;
  /** Saves it and sends it, at a time when one is given. */
  readonly onLaunch: (sendAt: string | undefined) => void;
  readonly onMoved: (campaign: SandboxCampaign) => void;
}) {
  const [isLater, setLater] = useState(false);
  const [at, setAt] = useState('');
  if (campaign?.state === 'sent') return <Results campaign={campaign} />;
  return (
    <Stack>
      <Moves campaign={campaign} onMoved={onMoved} />
      <Radio.Group
        label="When it goes out"
        value={isLater ? 'later' : 'now'}
        onChange={(when) => setLater(when === 'later')}
      >
        <Stack gap={8} mt={8}>
          <Radio value="now" label="Now" />
          <Radio value="later" label="At a time" />
        </Stack>
      </Radio.Group>
      {isLater && (
        <TextInput
          label="Send at"
          type="datetime-local"
          description={`In the sandbox it is ${localTime(now)}; its time can be moved on. Who is reached is decided then.`}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
      )}
      <AudienceText audience={campaignDraft(form).audience} />
      <Group>
        <Button
          loading={isBusy}
          disabled={isLater && at === ''}
          onClick={() => onLaunch(isLater ? new Date(at).toISOString() : undefined)}
        >
          {isLater ? 'Schedule' : 'Send to its audience'}
        </Button>
      </Group>
    </Stack>
  );
}

/** The state of a campaign, and the way to the next. */
function Moves({
  campaign,
  onMoved,
}: {
  readonly campaign: SandboxCampaign | undefined;
  readonly onMoved: (campaign: SandboxCampaign) => void;
}) {
  const move = useAct(moveCampaign, { isShown: true, onDone: onMoved });
  const state = campaign?.state ?? 'draft';
  const isUp = state === 'active' || state === 'scheduled';
  return (
    <>
      <Group gap="sm">
        <CampaignState state={state} />
        <Text size="sm">{stateText(campaign)}</Text>
      </Group>
      {campaign !== undefined && (
        <Group>
          <Button
            variant="default"
            size="sm"
            loading={move.isPending}
            onClick={() => move.mutate({ slug: campaign.slug, to: isUp ? 'draft' : 'active' })}
          >
            {isUp ? 'Take back to draft' : 'Activate for calls'}
          </Button>
        </Group>
      )}
      {move.error !== null && <Trouble error={move.error} />}
    </>
  );
}

function stateText(campaign: SandboxCampaign | undefined): string {
  if (campaign?.state === 'scheduled') return `It goes out ${localTime(campaign.send_at ?? '')}.`;
  return campaign?.state === 'active' ? 'Calls can send it to one customer at a time.' : 'Calls cannot send it yet.';
}

function Results({ campaign: { state, recipients, responses } }: { readonly campaign: SandboxCampaign }) {
  return (
    <Stack gap="sm">
      <Group>
        <CampaignState state={state} />
      </Group>
      <Text size="sm">
        {counted(recipients, 'text')} went out, {counted(responses, 'answer')} came right after one.
      </Text>
    </Stack>
  );
}
