/** What can be wrong with an account, with what the API refuses then. */
export const COMPANY_STATES = [
  { value: 'active', label: 'Active' },
  { value: 'inactive', label: 'Inactive: every call is refused' },
  { value: 'cancelled', label: 'Cancelled: every call is refused' },
  { value: 'no_subscription', label: 'No subscription: every call is refused' },
  { value: 'api_disabled', label: 'API disabled: every call is refused' },
  { value: 'trial_customer_limit', label: 'Trial, limit of customers: no new customers' },
  { value: 'trial_message_limit', label: 'Trial, limit of messages: no messages' },
  { value: 'forbidden', label: 'Forbidden: no new customers, no messages' },
] as const;
