import type { z } from 'zod';
import type { AuthorisationView } from '../../vault/authorisations.ts';
import type * as contract from '../contract/authorizations.ts';
import { timeOf } from './time.ts';

/** An authorisation as the API shows it. */
export function showAuthorization(view: AuthorisationView): z.output<typeof contract.authorization> {
  const { id, status, url, connectionId, error } = view;
  return {
    id,
    status,
    url,
    expiresAt: timeOf(view.expiresAt),
    connectionId,
    error: error === null ? null : { code: error.name, detail: error.message, fix: error.fix },
  };
}
