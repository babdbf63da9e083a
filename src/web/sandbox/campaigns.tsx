import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sandboxCampaignsQuery } from '../api/sandbox-world.ts';
import type { SandboxCampaign } from '../api/sandbox-world.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import type { Column } from '../ui/data-table.tsx';
import { Empty } from '../ui/empty.tsx';
import { SectionLoaded } from './section-loaded.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import type { Tone } from '../ui/status-badge.tsx';
import { Section } from './section.tsx';
import { SendCampaignDialog } from './send-campaign-dialog.tsx';

const STATES: Readonly<Record<SandboxCampaign['state'], readonly [tone: Tone, word: string]>> = {
  draft: ['idle', 'Draft'],
  scheduled: ['wait', 'Scheduled'],
  active: ['ok', 'Active'],
  sent: ['info', 'Sent'],
};

/** The campaigns of the company, whose slugs the module Send a Campaign takes. */
export function Campaigns() {
  const query = useQuery(sandboxCampaignsQuery());
  const [sent, setSent] = useState<SandboxCampaign>();
  const columns: readonly Column<SandboxCampaign>[] = [
    {
      key: 'name',
      label: 'Campaign',
      render: ({ name, description }) => (
        <div>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {description}
          </Text>
        </div>
      ),
    },
    {
      key: 'slug',
      label: 'Slug',
      render: ({ slug }) => (
        <div>
          <code>{slug}</code> <CopyButton text={slug} label="Copy" />
        </div>
      ),
    },
    {
      key: 'state',
      label: 'Status',
      render: ({ state }) => <StatusBadge tone={STATES[state][0]}>{STATES[state][1]}</StatusBadge>,
    },
    {
      key: 'texts',
      label: 'Texts',
      render: ({ variants }) => (
        <div>
          {[...new Set(variants)].map((text) => (
            <Text key={text} size="sm">
              {text}
            </Text>
          ))}
        </div>
      ),
    },
    { key: 'recipients', label: 'Recipients', align: 'right', render: ({ recipients }) => recipients.toLocaleString() },
    { key: 'responses', label: 'Responses', align: 'right', render: ({ responses }) => responses.toLocaleString() },
    {
      key: 'send',
      label: 'Actions',
      isQuiet: true,
      align: 'right',
      render: (campaign) => (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Send ${campaign.name} to a customer`}
          onClick={() => setSent(campaign)}
        >
          Send
        </Button>
      ),
    },
  ];
  return (
    <Section title="Campaigns" description="Drafts cannot be sent. Texts of one campaign take turns.">
      <SectionLoaded query={query} label="Loading campaigns">
        {(campaigns) =>
          campaigns.length === 0 ? (
            <Empty text="There are no campaigns." />
          ) : (
            <DataTable name="Campaigns" rows={campaigns} columns={columns} idOf={({ slug }) => slug} />
          )
        }
      </SectionLoaded>
      {sent !== undefined && <SendCampaignDialog campaign={sent} onClose={() => setSent(undefined)} />}
    </Section>
  );
}
