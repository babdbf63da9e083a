/** The module that starts a scenario with whatever is sent to an address of its own; it belongs to no app. */
const CUSTOM_WEBHOOK = 'gateway:CustomWebHook';

/** The webhook of a module that belongs to no app. */
export function ownWebhookOf(module: string): string | undefined {
  return module === CUSTOM_WEBHOOK ? module.split(':')[1] : undefined;
}
