import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { scenariosQuery } from '../api/scenarios.ts';
import { Page } from '../ui/page.tsx';
import { RunPage } from './run-page.tsx';
import { RunsList } from './runs-list.tsx';

/** The runs of one scenario, or one of them. */
export default function ScenarioHistoryPage({
  params,
}: {
  readonly params: Readonly<Record<string, string | undefined>>;
}) {
  const { id = '', execution } = params;
  const { data: scenarios } = useQuery(scenariosQuery());
  const scenario = scenarios?.find((each) => each.id === id);
  const crumbs = [
    { label: 'Scenarios', href: '/scenarios' },
    { label: scenario?.name ?? 'Scenario', href: `/scenarios/${id}` },
  ];
  if (execution !== undefined) {
    const history = { label: 'History', href: `/scenarios/${id}/history` };
    return <RunPage key={execution} id={execution} crumbs={[...crumbs, history]} />;
  }
  const incomplete = scenario?.incomplete ?? 0;
  return (
    <Page
      title="History"
      crumbs={crumbs}
      actions={
        <Anchor component={Link} href={`/scenarios/${id}/incomplete`} size="sm">
          Incomplete executions ({incomplete})
        </Anchor>
      }
    >
      <RunsList scenarioId={id} hrefOf={(run) => `/scenarios/${id}/history/${run}`} />
    </Page>
  );
}
