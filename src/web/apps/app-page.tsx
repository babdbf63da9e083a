import { Page } from '../ui/page.tsx';

/** App. */
export default function AppPage() {
  return <Page title="App">{null}</Page>;
}
