import { Page } from '../ui/page.tsx';
import { RunPage } from './run-page.tsx';
import { RunsList } from './runs-list.tsx';

/** The runs of all scenarios, or one of them. */
export default function HistoryPage({ params }: { readonly params: Readonly<Record<string, string | undefined>> }) {
  const { execution } = params;
  if (execution !== undefined) {
    return <RunPage key={execution} id={execution} crumbs={[{ label: 'History', href: '/history' }]} />;
  }
  return (
    <Page title="History">
      <RunsList hrefOf={(id) => `/history/${id}`} />
    </Page>
  );
}
