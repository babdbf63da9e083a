import { Page } from '../ui/page.tsx';
import { DeliveryList } from './delivery-list.tsx';

/** Deliveries that were given up, of all webhooks. */
export default function DeadLettersPage() {
  return (
    <Page
      title="Dead letters"
      crumbs={[{ label: 'Webhooks', href: '/webhooks' }]}
      description="Deliveries that could not be processed after all attempts. They are kept until you replay or discard them."
    >
      <DeliveryList filter={{}} hrefOf={({ id, hookId }) => `/webhooks/${hookId}/deliveries/${id}?tab=dead`} />
    </Page>
  );
}
