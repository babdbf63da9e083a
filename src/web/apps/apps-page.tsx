import { Page } from '../ui/page.tsx';

/** Apps. */
export default function AppsPage() {
  return <Page title="Apps">{null}</Page>;
}
