import { Button, Group, Modal, Tabs } from '@mantine/core';
import { useState } from 'react';
import { changeCampaign, createCampaign, launchCampaign } from '../../api/sandbox-campaigns.ts';
import type { LaunchedCampaign } from '../../api/sandbox-campaigns.ts';
import type { SandboxCampaign } from '../../api/sandbox-world.ts';
import { localTime } from '../../ui/time.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { useFocusOnRefused } from '../focus-refused.ts';
import type { SectionProps } from '../section.tsx';
import { useAct } from '../use-act.ts';
import { countsText } from './audience-text.tsx';
import { CampaignAudience } from './campaign-audience.tsx';
import { CampaignDefine } from './campaign-define.tsx';
import { campaignDraft, campaignForm, campaignProblems } from './campaign-form.ts';
import type { CampaignForm, CampaignProblems } from './campaign-form.ts';
import { CampaignSending } from './campaign-sending.tsx';
import classes from './campaign-dialog.module.css';

/** Drafts a campaign or works on one: what it says, whom it goes to, and when. */
export function CampaignDialog({
  company,
  campaign: first,
  onClose,
}: SectionProps & { readonly campaign?: SandboxCampaign; readonly onClose: () => void }) {
  const [campaign, setCampaign] = useState(first);
  const [form, setForm] = useState(() => campaignForm(first));
  const [tab, setTab] = useState<string | null>('define');
  const [refused, setRefused] = useState<CampaignProblems>();
  const isSent = campaign?.state === 'sent';
  const keep = async (): Promise<SandboxCampaign> => {
    const draft = campaignDraft(form);
    const kept = await (campaign === undefined ? createCampaign(draft) : changeCampaign(campaign.slug, draft));
    setCampaign(kept);
    return kept;
  };
  const save = useAct(keep, { isShown: true, say: ({ name, slug }) => `${name} is saved. Its slug is ${slug}.` });
  const launch = useAct(async (sendAt: string | undefined) => launchCampaign((await keep()).slug, sendAt), {
    isShown: true,
    say: launchText,
    onDone: onClose,
  });
  /** Does something with a form in which nothing is missing; else goes to what is. */
  const whenFine = (act: () => void): void => {
    const problems = campaignProblems(form);
    setRefused(problems);
    if (problems === undefined) act();
    else setTab(problems.property !== undefined && problems.name === undefined ? 'audience' : 'define');
  };
  const problems = refused && campaignProblems(form);
  const part = {
    form,
    problems,
    isSent,
    onChange: (change: Partial<CampaignForm>) => setForm({ ...form, ...change }),
  };
  const error = save.error ?? launch.error;
  const element = useFocusOnRefused(refused);
  return (
    <Modal opened onClose={onClose} title={campaign === undefined ? 'Create a campaign' : campaign.name} size="lg">
      <form
        ref={element}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          launch.reset();
          whenFine(() => save.mutate(undefined));
        }}
      >
        <Tabs value={tab} onChange={setTab} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="define">Define</Tabs.Tab>
            <Tabs.Tab value="audience">Audience</Tabs.Tab>
            <Tabs.Tab value="send">{isSent ? 'Results' : 'Send'}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="define" className={classes['panel']}>
            <CampaignDefine {...part} slug={campaign?.slug} />
          </Tabs.Panel>
          <Tabs.Panel value="audience" className={classes['panel']}>
            <CampaignAudience {...part} />
          </Tabs.Panel>
          <Tabs.Panel value="send" className={classes['panel']}>
            <CampaignSending
              campaign={campaign}
              form={form}
              now={company.now}
              isBusy={launch.isPending}
              onLaunch={(sendAt) => {
                save.reset();
                whenFine(() => launch.mutate(sendAt));
              }}
              onMoved={setCampaign}
            />
          </Tabs.Panel>
        </Tabs>
        {error !== null && <Trouble error={error} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          {!isSent && (
            <Button type="submit" loading={save.isPending} {...(tab === 'send' && { variant: 'default' })}>
              {campaign === undefined ? 'Save as a draft' : 'Save'}
            </Button>
          )}
        </Group>
      </form>
    </Modal>
  );
}

function launchText({ name, state, send_at, audience_counts }: LaunchedCampaign): string {
  const when = state === 'sent' ? 'is sent' : `goes out ${localTime(send_at ?? '')}`;
  return `${name} ${when}. ${countsText(audience_counts)}`;
}
