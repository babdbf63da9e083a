import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { sandboxCampaignsQuery } from '../../api/sandbox-world.ts';
import type { SandboxCampaign } from '../../api/sandbox-world.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { NamedCell } from '../named-cell.tsx';
import { SectionLoaded } from '../section-loaded.tsx';
import { localTime } from '../../ui/time.tsx';
import { Section } from '../section.tsx';
import type { SectionProps } from '../section.tsx';
import { CampaignDialog } from './campaign-dialog.tsx';
import { CampaignState } from './campaign-state.tsx';
import { SendCampaignDialog } from './send-campaign-dialog.tsx';

/** The campaigns of the company, whose slugs the module Send a Campaign takes. */
export function Campaigns({ company }: SectionProps) {
  const query = useQuery(sandboxCampaignsQuery());
  const [sent, setSent] = useState<SandboxCampaign>();
  const [edited, setEdited] = useState<SandboxCampaign | 'new'>();
  const columns: readonly Column<SandboxCampaign>[] = [
    {
      key: 'name',
      label: 'Campaign',
      breaks: true,
      render: ({ name, description, variants }) => (
        <NamedCell name={name} detail={description}>
          {[...new Set(variants)].map((text) => (
            <Text key={text} size="xs">
              {text}
            </Text>
          ))}
        </NamedCell>
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
      render: ({ state, send_at }) => (
        <div>
          <CampaignState state={state} />
          {send_at !== null && state === 'scheduled' && (
            <Text size="xs" c="dimmed">
              {localTime(send_at)}
            </Text>
          )}
        </div>
      ),
    },
    {
      key: 'audience',
      label: 'Audience',
      render: ({ audience }) => (audience === null ? 'Everybody' : `${audience.name}: ${audience.value}`),
    },
    { key: 'recipients', label: 'Recipients', align: 'right', render: ({ recipients }) => recipients.toLocaleString() },
    { key: 'responses', label: 'Responses', align: 'right', render: ({ responses }) => responses.toLocaleString() },
    {
      key: 'send',
      label: 'Actions',
      isQuiet: true,
      align: 'right',
      render: (campaign) => (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`${campaign.state === 'sent' ? 'Show' : 'Edit'} ${campaign.name}`}
            onClick={() => setEdited(campaign)}
          >
            {campaign.state === 'sent' ? 'Show' : 'Edit'}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`Send ${campaign.name} to a customer`}
            onClick={() => setSent(campaign)}
          >
            Send
          </Button>
        </Group>
      ),
    },
  ];
  return (
    <Section
      title="Campaigns"
      description="Calls and scenarios send active ones to one customer at a time; people send one to its whole audience."
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
          Create a campaign
        </Button>
      }
    >
      <SectionLoaded query={query} label="Loading campaigns">
        {(campaigns) =>
          campaigns.length === 0 ? (
            <Empty text="There are no campaigns." />
          ) : (
            <DataTable name="Campaigns" rows={campaigns} columns={columns} idOf={({ slug }) => slug} />
          )
        }
      </SectionLoaded>
      {edited !== undefined && (
        <CampaignDialog
          company={company}
          {...(edited !== 'new' && { campaign: edited })}
          onClose={() => setEdited(undefined)}
        />
      )}
      {sent !== undefined && <SendCampaignDialog campaign={sent} onClose={() => setSent(undefined)} />}
    </Section>
  );
}
