import { Autocomplete, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { propertyDefinitionsQuery } from '../../api/sandbox-properties.ts';
import { useRested } from '../use-rested.ts';
import { AudienceText } from './audience-text.tsx';
import type { CampaignPartProps } from './campaign-define.tsx';
import { campaignDraft } from './campaign-form.ts';

/** Whom a campaign goes to when it is sent as a whole, and how many they are. */
export function CampaignAudience({ form, problems, isSent, onChange }: CampaignPartProps) {
  const { isForEverybody, property, value } = form;
  const { data: definitions = [] } = useQuery(propertyDefinitionsQuery());
  const { audience } = campaignDraft(useRested(form));
  return (
    <Stack>
      <Radio.Group
        label="Whom it goes to"
        description="Unsubscribed customers, and those whose last message could not be delivered, are left out."
        value={isForEverybody ? 'all' : 'some'}
        onChange={(choice) => onChange({ isForEverybody: choice === 'all' })}
      >
        <Stack gap={8} mt={8}>
          <Radio value="all" label="Everybody" disabled={isSent} />
          <Radio value="some" label="Customers with a property" disabled={isSent} />
        </Stack>
      </Radio.Group>
      {!isForEverybody && (
        <Group grow align="flex-start">
          <Autocomplete
            label="Property"
            withAsterisk
            aria-required
            readOnly={isSent}
            placeholder="vip"
            data={definitions.map(({ name }) => name)}
            error={problems?.property}
            value={property}
            onChange={(name) => onChange({ property: name })}
          />
          <TextInput
            label="Value"
            readOnly={isSent}
            placeholder="true"
            value={value}
            onChange={(event) => onChange({ value: event.currentTarget.value })}
          />
        </Group>
      )}
      {!isSent && <AudienceText audience={audience} />}
    </Stack>
  );
}
