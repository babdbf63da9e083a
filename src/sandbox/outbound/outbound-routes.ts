import { ACCOUNT_ROUTES } from './account-routes.ts';
import { DIRECTORY_ROUTES } from './directory-routes.ts';
import { MASS_ROUTES } from './mass-routes.ts';
import { MESSAGE_ROUTES } from './message-routes.ts';
import type { OutboundRoute } from './outbound-route.ts';
import { REPLY_ROUTES } from './reply-routes.ts';
import { SETTINGS_ROUTES } from './settings-routes.ts';
import { SIGNATURE_ROUTES } from './signature-routes.ts';
import { TRIGGERED_ROUTES } from './triggered-routes.ts';
import { WEBHOOK_ROUTES } from './webhook-routes.ts';

/** Every route of the service for outbound texts. */
export const OUTBOUND_ROUTES: readonly OutboundRoute[] = [
  ...SETTINGS_ROUTES,
  ...DIRECTORY_ROUTES,
  ...SIGNATURE_ROUTES,
  ...ACCOUNT_ROUTES,
  ...MASS_ROUTES,
  ...TRIGGERED_ROUTES,
  ...MESSAGE_ROUTES,
  ...REPLY_ROUTES,
  ...WEBHOOK_ROUTES,
];
