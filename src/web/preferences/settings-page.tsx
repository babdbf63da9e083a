import { Tabs } from '@mantine/core';
import { useLocation } from 'wouter';
import { Page } from '../ui/page.tsx';
import { About } from './about.tsx';
import { Appearance } from './appearance.tsx';
import { Limits } from './limits.tsx';
import { Security } from './security.tsx';

/** The sections of the settings. */
const SECTIONS = [
  { name: 'appearance', label: 'Appearance', body: Appearance },
  { name: 'limits', label: 'Retention and limits', body: Limits },
  { name: 'security', label: 'Security', body: Security },
  { name: 'about', label: 'About', body: About },
] as const;

/** What people set for this browser, and how the server is set up. */
export default function SettingsPage({ params }: { readonly params: Record<string, string | undefined> }) {
  const [, navigate] = useLocation();
  const section = SECTIONS.find(({ name }) => name === params['section'])?.name ?? 'appearance';
  return (
    <Page title="Settings">
      <Tabs value={section} onChange={(name) => navigate(`/settings/${name ?? 'appearance'}`)} keepMounted={false}>
        <Tabs.List>
          {SECTIONS.map(({ name, label }) => (
            <Tabs.Tab key={name} value={name}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {SECTIONS.map(({ name, body: Body }) => (
          <Tabs.Panel key={name} value={name} pt="lg">
            <Body />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
