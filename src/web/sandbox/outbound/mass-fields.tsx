import { Group, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { signaturesQuery } from '../../api/outbound-settings.ts';
import type { OutboundAccount, SavedMessage } from '../../api/outbound-messages.ts';
import { useInstance } from './instance.tsx';
import type { MassForm, MassProblems } from './mass-form.ts';

/** What a saved message asks for: times, accounts, and a signature. */
export function MassFields({
  form,
  saved: { body, fields, filters },
  accounts,
  problems,
  onChange,
}: {
  readonly form: MassForm;
  readonly saved: SavedMessage;
  readonly accounts: readonly OutboundAccount[];
  readonly problems: MassProblems | undefined;
  readonly onChange: (change: Partial<MassForm>) => void;
}) {
  const signatures = useQuery(signaturesQuery(useInstance()));
  const own = accounts.filter(({ kind }) => kind === 'account');
  const sites = own.flatMap(({ network_site }) => network_site ?? []);
  return (
    <>
      <Textarea label="Text" readOnly autosize value={body} />
      <Group grow align="flex-start">
        {fields.includes('outage_start') && (
          <TextInput
            label="Outage begins"
            type="datetime-local"
            withAsterisk
            aria-required
            error={problems?.start}
            value={form.start}
            onChange={(event) => onChange({ start: event.currentTarget.value })}
          />
        )}
        {fields.includes('outage_end') && (
          <TextInput
            label="Outage ends"
            type="datetime-local"
            withAsterisk
            aria-required
            error={problems?.end}
            value={form.end}
            onChange={(event) => onChange({ end: event.currentTarget.value })}
          />
        )}
      </Group>
      <Group grow align="flex-start">
        {filters.includes('status') && (
          <Select
            label="Account status"
            placeholder="Any"
            clearable
            clearButtonProps={{ 'aria-label': 'Clear the account status' }}
            data={[...new Set(own.map(({ status }) => status))]}
            value={form.status}
            onChange={(status) => onChange({ status })}
          />
        )}
        {filters.includes('network_site') && (
          <Select
            label="Network site"
            placeholder="Any"
            clearable
            clearButtonProps={{ 'aria-label': 'Clear the network site' }}
            data={[...new Set(sites)]}
            value={form.site}
            onChange={(site) => onChange({ site })}
          />
        )}
      </Group>
      {filters.includes('account_ids') && (
        <MultiSelect
          label="Accounts"
          placeholder={form.accounts.length === 0 ? 'All of them' : ''}
          data={own.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={[...form.accounts]}
          onChange={(chosen) => onChange({ accounts: chosen })}
        />
      )}
      <Select
        label="Signature"
        placeholder="The default for mass messages"
        clearable
        clearButtonProps={{ 'aria-label': 'Clear the signature' }}
        data={(signatures.data ?? []).map(({ id, name, rendered }) => ({
          value: String(id),
          label: `${name}: ${rendered}`,
        }))}
        value={form.signature}
        onChange={(signature) => onChange({ signature })}
      />
    </>
  );
}
