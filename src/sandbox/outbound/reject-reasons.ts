import { FILTERED_CODES } from '../service/delivery-failed.ts';

/** Why a text failed, with the carrier's code. */
export function rejectReason(code: string): string {
  return `${code}: ${FILTERED_CODES.get(code) ?? 'the carrier did not deliver it'}`;
}
