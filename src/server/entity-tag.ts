import { ConnectorError } from '../core/errors.ts';
import { refuse } from './refusal.ts';

/** The ETag of a version. */
export function entityTag(version: number): string {
  return `W/"${version}"`;
}

/**
 * The version in `If-Match`.
 * @throws ConnectorError refused with 428 when it is missing; `UsageError` when it is no ETag of this API.
 */
export function versionFrom(ifMatch: string | undefined): number {
  if (ifMatch === undefined) throw refuse('PreconditionRequired', 'The If-Match header is missing.');
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(ifMatch.trim())?.[1];
  if (version !== undefined) return Number(version);
  const message = 'If-Match does not hold an ETag of this API.';
  throw new ConnectorError('UsageError', message, {
    problems: [{ pointer: '/headers/if-match', severity: 'error', code: 'ETAG', message }],
    fix: 'Send the ETag as it was received, for example W/"3".',
  });
}

/** Makes sure an update is based on the present version. @throws ConnectorError refused with 412 when it is not. */
export function requireVersion(present: number, given: number): void {
  if (present === given) return;
  throw refuse('PreconditionFailed', `The resource has version ${present} by now; the change is based on ${given}.`, {
    ETag: entityTag(present),
  });
}
