import { Page } from '../ui/page.tsx';

/** Connections. */
export default function ConnectionsPage() {
  return <Page title="Connections">{null}</Page>;
}
