import { Page } from '../ui/page.tsx';

/** Incomplete executions. */
export default function IncompletePage() {
  return <Page title="Incomplete executions">{null}</Page>;
}
