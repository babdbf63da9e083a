import { Page } from '../ui/page.tsx';

/** Builder. */
export default function BuilderPage() {
  return <Page title="Builder">{null}</Page>;
}
