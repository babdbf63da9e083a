import { Page } from '../ui/page.tsx';

/** History. */
export default function ScenarioHistoryPage() {
  return <Page title="History">{null}</Page>;
}
