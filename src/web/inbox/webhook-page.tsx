import { Page } from '../ui/page.tsx';

/** Webhook. */
export default function WebhookPage() {
  return <Page title="Webhook">{null}</Page>;
}
