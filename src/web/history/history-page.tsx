import { Page } from '../ui/page.tsx';

/** History. */
export default function HistoryPage() {
  return <Page title="History">{null}</Page>;
}
