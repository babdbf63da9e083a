import { Tabs } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { Section } from '../section.tsx';
import type { SectionProps } from '../section.tsx';
import { CallList } from './call-list.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { Faults } from './faults.tsx';
import { StartOver } from './start-over.tsx';
import { TimeTravel } from './time-travel.tsx';
import classes from './traffic.module.css';
import { WebhookList } from './webhook-list.tsx';

const LISTS = [
  { name: 'deliveries', label: 'Deliveries', body: DeliveryList },
  { name: 'calls', label: 'API calls', body: CallList },
  { name: 'registered', label: 'Webhooks', body: WebhookList },
] as const;

/** What goes in and out: webhooks with their deliveries, calls of the API, and the ways to make them fail. */
export function Traffic({ company }: SectionProps) {
  const [search, setSearch] = useSearchParams();
  const list = LISTS.find(({ name }) => name === search.get('list'))?.name ?? 'deliveries';
  return (
    <Section title="Webhooks & API log" description="What the sandbox delivered, and what its API was asked.">
      <div className={classes['columns']}>
        <Tabs
          value={list}
          onChange={(name) => setSearch({ list: name ?? 'deliveries' })}
          keepMounted={false}
          className={classes['lists']}
        >
          <Tabs.List>
            {LISTS.map(({ name, label }) => (
              <Tabs.Tab key={name} value={name}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {LISTS.map(({ name, body: Body }) => (
            <Tabs.Panel key={name} value={name} pt="md" className={classes['panel']}>
              <Body />
            </Tabs.Panel>
          ))}
        </Tabs>
        <div className={classes['controls']}>
          <Faults />
          <TimeTravel company={company} />
          <StartOver />
        </div>
      </div>
    </Section>
  );
}
