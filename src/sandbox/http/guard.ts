import type { IncomingHttpHeaders } from 'node:http';
import { refusal } from './reply.ts';
import type { Reply } from './reply.ts';

const LOCAL_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;
const LOCAL_ORIGIN = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * The refusal of a request that a foreign web page may have made a browser send, or undefined. A foreign `Host` means
 * that a name was rebound to this computer; a foreign `Origin` means that another site's script is calling.
 */
export function foreignRefusal(headers: IncomingHttpHeaders): Reply | undefined {
  if (!LOCAL_HOST.test(headers.host ?? '')) {
    return refusal(403, 'Host not allowed: the sandbox answers to 127.0.0.1, localhost and [::1] only');
  }
  if (headers.origin !== undefined && !LOCAL_ORIGIN.test(headers.origin)) {
    return refusal(403, 'Origin not allowed: the sandbox serves pages of this computer only');
  }
  return undefined;
}
