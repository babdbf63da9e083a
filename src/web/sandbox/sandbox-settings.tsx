import { NumberInput, Select, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { changeAssumptions, setCompanyState } from '../api/sandbox-control.ts';
import type { SandboxAssumptions } from '../api/sandbox-control.ts';
import { sandboxInfoQuery } from '../api/sandbox.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { SectionLoaded } from './section-loaded.tsx';
import { COMPANY_STATES } from './company-states.ts';
import { Section } from './section.tsx';
import type { SectionProps } from './section.tsx';
import { OutboundSettings } from './outbound/settings/outbound-settings.tsx';
import { PrivateToken } from './settings/private-token.tsx';
import { useAct } from './use-act.ts';
import classes from './sandbox-settings.module.css';

/** The account: its secrets, what state it is in, and what the sandbox assumes where Sonar says nothing. */
export function SandboxSettings({ company }: SectionProps) {
  const info = useQuery(sandboxInfoQuery());
  const state = useAct(setCompanyState, { say: () => 'Saved.' });
  return (
    <Section title="Settings">
      <div className={classes['cards']}>
        <section aria-label="Company" className={classes['card']}>
          <Title order={3}>Company</Title>
          <SectionLoaded query={info} label="Loading the token">
            {({ token, publishable_key, api_base }) => (
              <dl className={classes['facts']}>
                <Fact label="Name">{company.name}</Fact>
                <Fact label="Phone number">{company.phone_number}</Fact>
                <Fact label="Private Token">
                  <PrivateToken token={token} />
                </Fact>
                <Fact label="Publishable key">
                  <code>{publishable_key}</code>
                  <CopyButton text={publishable_key} label="Copy key" />
                </Fact>
                <Fact label="Address of the API">
                  <code>{api_base}</code>
                  <CopyButton text={api_base} label="Copy address" />
                </Fact>
              </dl>
            )}
          </SectionLoaded>
          <Select
            label="State of the account"
            description="What the API refuses. People on these pages are not held up by most of it."
            allowDeselect={false}
            data={COMPANY_STATES}
            value={company.state}
            onChange={(value) => state.mutate(value ?? 'active')}
          />
        </section>
        <Assumptions settings={company.settings} />
      </div>
      <OutboundSettings />
    </Section>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const PHONE_STATUSES = ['400', '403'];
const RETRY_FROM = [
  { value: 'previous', label: 'The attempt before' },
  { value: 'first', label: 'The first attempt' },
];
const SERVERS = [
  { value: '2017', label: 'The present one' },
  { value: '2014', label: 'The older one of 2014' },
];

/** What nobody documents; every change counts at once. */
function Assumptions({ settings }: { readonly settings: SandboxAssumptions }) {
  const change = useAct(changeAssumptions, { say: () => 'Saved.' });
  const set = (part: Partial<SandboxAssumptions>): void => change.mutate(part);
  return (
    <section aria-label="Assumptions" className={classes['card']}>
      <Title order={3}>Assumptions</Title>
      <p className={classes['note']}>Where Sonar does not say how it answers, the sandbox does this.</p>
      <Select
        label="Status for a phone number that is none"
        allowDeselect={false}
        data={PHONE_STATUSES}
        value={String(settings.invalidPhoneStatus)}
        onChange={(value) => set({ invalidPhoneStatus: value === '403' ? 403 : 400 })}
      />
      <NumberInput
        label="Status for the same text within 7 seconds"
        min={400}
        max={499}
        allowDecimal={false}
        hideControls
        clampBehavior="strict"
        key={`duplicate ${settings.duplicateStatus}`}
        defaultValue={settings.duplicateStatus}
        onBlur={(event) => {
          const status = Number(event.currentTarget.value);
          if (status !== settings.duplicateStatus) set({ duplicateStatus: status });
        }}
      />
      <Select
        label="Retries of webhooks are counted from"
        allowDeselect={false}
        data={RETRY_FROM}
        value={settings.retryFrom}
        onChange={(value) => set({ retryFrom: value === 'first' ? 'first' : 'previous' })}
      />
      <NumberInput
        label="A webhook may take, milliseconds"
        min={10}
        max={120_000}
        allowDecimal={false}
        hideControls
        key={`timeout ${settings.deliveryTimeoutMs}`}
        defaultValue={settings.deliveryTimeoutMs}
        onBlur={(event) => {
          const ms = Number(event.currentTarget.value.replaceAll(/\D/g, ''));
          if (ms !== settings.deliveryTimeoutMs) set({ deliveryTimeoutMs: ms });
        }}
      />
      <Select
        label="Answers as"
        allowDeselect={false}
        data={SERVERS}
        value={settings.server}
        onChange={(value) => set({ server: value === '2014' ? '2014' : '2017' })}
      />
    </section>
  );
}
