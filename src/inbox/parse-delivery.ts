import { ConnectorError } from '../core/errors.ts';
import { collectionOf } from '../core/json.ts';
import type { Collection } from '../core/json.ts';
import { decodeBody } from '../http/decode.ts';
import type { Delivery } from '../manifest/inbound.ts';

/** A request as it arrived, byte for byte. */
export interface RawDelivery {
  readonly method: string;
  /** Query string without `?`. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array;
}

/**
 * What a webhook's communication sees of a delivery. The body is read by its Content-Type only: JSON, form, or text.
 * @throws ConnectorError `DataError` when the body is not what its Content-Type says.
 */
export function parseDelivery(raw: RawDelivery, parameters: Collection): Delivery {
  return {
    method: raw.method,
    query: collectionOf(new URLSearchParams(raw.query)),
    headers: collectionOf(Object.entries(raw.headers)),
    body: bodyOf(raw),
    parameters,
  };
}

function bodyOf({ headers, body }: RawDelivery): unknown {
  try {
    return decodeBody({ status: 200, statusText: '', headers, body, url: '' }, 'automatic');
  } catch (cause) {
    throw new ConnectorError('DataError', 'The body of the delivery is not what its Content-Type says.', {
      cause,
      fix: 'Look at the raw body of the delivery; the sender has to correct it.',
    });
  }
}
