import { Page } from '../ui/page.tsx';
import { RunDetail } from './run-detail.tsx';
import { RunsList } from './runs-list.tsx';

/** The runs of all scenarios, or one of them. */
export default function HistoryPage({ params }: { readonly params: Readonly<Record<string, string | undefined>> }) {
  const { execution } = params;
  if (execution !== undefined) {
    return (
      <Page key={execution} title="Run" crumbs={[{ label: 'History', href: '/history' }]}>
        <RunDetail id={execution} />
      </Page>
    );
  }
  return (
    <Page title="History">
      <RunsList hrefOf={(id) => `/history/${id}`} />
    </Page>
  );
}
