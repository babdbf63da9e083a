import { Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { ScenarioRow } from '../api/contract.ts';
import { scenariosQuery } from '../api/scenarios.ts';
import { Empty } from '../ui/empty.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { CreateMenu } from './create-menu.tsx';
import type { CreateKind } from './create-menu.tsx';
import { CreateScenario } from './create-scenario.tsx';
import { ScenarioTable } from './scenario-table.tsx';
import { useScenarioActions } from './scenario-actions.tsx';

const STATUSES = {
  all: { label: 'All', holds: () => true },
  active: { label: 'Active', holds: ({ active }) => active },
  inactive: { label: 'Inactive', holds: ({ active }) => !active },
  attention: {
    label: 'Needs attention',
    holds: ({ reason, incomplete, lastExecution }) =>
      reason !== null || incomplete > 0 || lastExecution?.status === 'error' || lastExecution?.status === 'in-doubt',
  },
} as const satisfies Record<string, { label: string; holds: (scenario: ScenarioRow) => boolean }>;

/** All scenarios: search, switch, run, create, import. */
export default function ScenariosPage() {
  const query = useQuery(scenariosQuery());
  const [params, setParams] = useSearchParams();
  const [creating, setCreating] = useState<CreateKind | undefined>(params.has('create') ? 'blank' : undefined);
  const [status, setStatus] = useState<keyof typeof STATUSES>('all');
  const [search, setSearch] = useState('');
  const [app, setApp] = useState<string | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const actions = useScenarioActions();
  const apps = useMemo(() => appsOf(query.data ?? []), [query.data]);

  const close = (): void => {
    setCreating(undefined);
    if (params.has('create')) setParams({}, { replace: true });
  };
  return (
    <Page title="Scenarios" actions={<CreateMenu onChoose={setCreating} />}>
      <Loaded query={query} label="Loading scenarios">
        {(all) => {
          const scenarios = all.filter(({ id }) => !actions.hidden.has(id));
          if (scenarios.length === 0) {
            return (
              <Empty text="No scenarios yet. Start from the welcome template; it runs on the built-in sandbox, no account needed.">
                <CreateMenu onChoose={setCreating} label="Choose a template" initial="template" />
              </Empty>
            );
          }
          const shown = scenarios.filter(
            (scenario) =>
              STATUSES[status].holds(scenario) &&
              scenario.name.toLowerCase().includes(search.trim().toLowerCase()) &&
              (app === null || scenario.modules.some(({ module }) => module.startsWith(`${app}:`))),
          );
          return (
            <>
              <Group gap="sm">
                <TextInput
                  role="searchbox"
                  aria-label="Search scenarios"
                  placeholder="Search scenarios"
                  aria-keyshortcuts="/"
                  leftSection={<IconSearch size={16} aria-hidden />}
                  value={search}
                  onChange={(event) => setSearch(event.currentTarget.value)}
                />
                <Select
                  aria-label="Status"
                  w={170}
                  allowDeselect={false}
                  value={status}
                  data={Object.entries(STATUSES).map(([value, { label }]) => ({ value, label }))}
                  onChange={(value) => setStatus((value ?? 'all') as keyof typeof STATUSES)}
                />
                <Select
                  aria-label="App"
                  placeholder="Any app"
                  w={170}
                  clearable
                  value={app}
                  data={apps}
                  onChange={setApp}
                />
              </Group>
              <BulkBar
                scenarios={scenarios.filter(({ id }) => ticked.has(id))}
                actions={actions}
                onDone={() => setTicked(new Set())}
              />
              {shown.length === 0 ? (
                <Empty text="No scenario is like that. Change the search or the filters." />
              ) : (
                <ScenarioTable scenarios={shown} actions={actions} ticked={ticked} onTick={setTicked} />
              )}
            </>
          );
        }}
      </Loaded>
      {actions.dialog}
      {creating !== undefined && <CreateScenario kind={creating} onClose={close} />}
    </Page>
  );
}

/** The apps whose modules are used, without the engine's own. */
function appsOf(scenarios: readonly ScenarioRow[]): string[] {
  const names = scenarios.flatMap(({ modules }) => modules.map(({ module }) => module.split(':')[0] ?? ''));
  return [...new Set(names)].filter((name) => !BUILT_IN.has(name)).toSorted();
}

const BUILT_IN: ReadonlySet<string> = new Set([
  '',
  'builtin',
  'util',
  'json',
  'http',
  'gateway',
  'datastore',
  'placeholder',
]);
