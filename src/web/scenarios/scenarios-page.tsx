import { Page } from '../ui/page.tsx';

/** Scenarios. */
export default function ScenariosPage() {
  return <Page title="Scenarios">{null}</Page>;
}
