import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { ApiError } from '../api/request.ts';
import { sandboxCompanyQuery } from '../api/sandbox-control.ts';
import { Empty } from '../ui/empty.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { ActingUserContext, ActingUserSelect, useActingChoice } from './acting-user.tsx';
import { Campaigns } from './campaigns/campaigns.tsx';
import { Customers } from './customers/customers.tsx';
import { Messages } from './messages.tsx';
import { SentSms } from './outbound/sent-sms.tsx';
import { Properties } from './properties/properties.tsx';
import { SandboxBand } from './sandbox-band.tsx';
import { AheadContext } from './sandbox-time.tsx';
import { SandboxSettings } from './sandbox-settings.tsx';
import { SectionLinks } from './section-links.tsx';
import type { SectionProps } from './section.tsx';
import { Threads } from './threads/threads.tsx';
import { Traffic } from './traffic/traffic.tsx';

const SECTIONS: readonly {
  readonly name: string;
  readonly label: string;
  readonly body: (props: SectionProps) => React.ReactNode;
}[] = [
  { name: 'threads', label: 'Threads', body: Threads },
  { name: 'customers', label: 'Customers', body: Customers },
  { name: 'properties', label: 'Customer properties', body: Properties },
  { name: 'campaigns', label: 'Campaigns', body: Campaigns },
  { name: 'messages', label: 'Messages', body: Messages },
  { name: 'sms', label: 'Sent SMS', body: SentSms },
  { name: 'settings', label: 'Settings', body: SandboxSettings },
  { name: 'webhooks', label: 'Webhooks & API log', body: Traffic },
];

/** The embedded Sonar as its own people see it: threads, customers, and what its API is asked. */
export default function SandboxPage({ params }: { readonly params: Record<string, string | undefined> }) {
  const query = useQuery(sandboxCompanyQuery());
  const users = query.data?.users ?? [];
  const acting = useActingChoice(users);
  const section = SECTIONS.find(({ name }) => name === params['section']) ?? SECTIONS[0];
  const isMissing = query.error instanceof ApiError && query.error.status === 404;
  const Body = section?.body ?? Threads;
  return (
    <>
      <SandboxBand company={isMissing ? undefined : query.data} />
      <Page
        title="Sandbox"
        {...(users.length > 0 && {
          actions: <ActingUserSelect users={users} user={acting.user} onChoose={acting.choose} />,
        })}
      >
        {isMissing ? (
          <Empty text="No sandbox runs beside this server. Start the server with SONAR_CONNECT_SANDBOX=on and without SONAR_CONNECT_SANDBOX_URL, then reload this page.">
            <Anchor component={Link} href="/connections">
              Go to the connections
            </Anchor>
          </Empty>
        ) : (
          <>
            <SectionLinks sections={SECTIONS} current={section?.name} />
            <Loaded query={query} label="Loading the sandbox">
              {(company) => (
                <AheadContext value={company.ahead_ms}>
                  <ActingUserContext value={acting.user}>
                    <Body key={section?.name} company={company} />
                  </ActingUserContext>
                </AheadContext>
              )}
            </Loaded>
          </>
        )}
      </Page>
    </>
  );
}
