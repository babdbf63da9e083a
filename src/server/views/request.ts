import type { z } from 'zod';
import type { RequestPreview } from '../../communication/call.ts';
import { collectionOf } from '../../core/json.ts';
import { REDACTED } from '../../core/secret.ts';
import type { requestPreview } from '../contract/apps.ts';

type Shown = z.output<typeof requestPreview>['request'];

/** A request that was not sent; `hidden` stands where a secret is in its address and headers. */
export function showRequest(preview: RequestPreview | undefined, hidden = REDACTED): Shown {
  if (preview === undefined) return null;
  const { method, url, headers, body } = preview;
  const hide = (text: string): string => text.replaceAll(REDACTED, hidden);
  const shown = Object.entries(headers).map(
    ([name, value]) => [name, typeof value === 'string' ? hide(value) : value.map(hide)] as const,
  );
  return {
    method,
    url: hide(url),
    headers: collectionOf(shown) as Record<string, string | string[]>,
    ...(body !== undefined && { body }),
  };
}
