import { Page } from '../ui/page.tsx';

/** Webhooks. */
export default function WebhooksPage() {
  return <Page title="Webhooks">{null}</Page>;
}
