import { refusal } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { Company } from '../world/world-schema.ts';
import type { World } from '../world/world.ts';

/** What a company in a certain state may not do. */
export type Undertaking = 'any call' | 'new customer' | 'message';

const BLOCKS: Readonly<Record<Company['state'], { readonly error: string; readonly stops: readonly Undertaking[] }>> = {
  active: { error: '', stops: [] },
  inactive: { error: 'Company inactive', stops: ['any call'] },
  cancelled: { error: 'Company cancelled', stops: ['any call'] },
  no_subscription: { error: 'No Active Subscription', stops: ['any call'] },
  api_disabled: { error: 'Api Disabled For Company', stops: ['any call'] },
  trial_customer_limit: { error: 'Trial Customer Limit Reached', stops: ['new customer'] },
  trial_message_limit: { error: 'Trial Message Limit Reached', stops: ['message'] },
  forbidden: { error: 'Forbidden', stops: ['new customer', 'message'] },
};

/** The 403 of the company's state when it stops this undertaking, else undefined. */
export function companyRefusal(world: World, undertaking: Undertaking): Reply | undefined {
  const block = BLOCKS[world.company.state];
  return block.stops.includes(undertaking) ? refusal(403, block.error) : undefined;
}
