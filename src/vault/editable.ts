import { isDeepStrictEqual } from 'node:util';
import { ConnectorError } from '../core/errors.ts';
import { ownValue, type Collection } from '../core/json.ts';
import type { AppConnection } from '../manifest/app.ts';
import type { ConnectionContent } from './connection-values.ts';
import { acceptValues } from './verify.ts';

/** Whether a person allows access at the page of the service, instead of typing everything here. */
export function isAuthorisedInBrowser({ oauth }: AppConnection): boolean {
  return oauth?.authorize !== undefined;
}

/** @throws ConnectorError `UsageError` for a connection that only a browser can authorise. */
export function refuseBrowser(connection: AppConnection): void {
  if (!isAuthorisedInBrowser(connection)) return;
  throw new ConnectorError('UsageError', `"${connection.label}" is authorised on the page of its service.`, {
    fix: 'Begin an authorisation (POST /api/v1/authorizations, or sonar-connect connection add) and open its address.',
  });
}

/**
 * Makes sure that an edit leaves the values of a connection as a browser has authorised them: its token was given for
 * these, and with another address it would go elsewhere.
 * @throws ConnectorError `BundleValidationError` with every field that changed.
 */
export function refuseOtherValues(connection: AppConnection, before: ConnectionContent, input: Collection): void {
  const values = acceptValues(connection, input);
  const changed = connection.form.fields.filter(
    ({ name }) => !isDeepStrictEqual(ownValue(before.values, name), ownValue(values, name)),
  );
  if (changed.length === 0) return;
  const message = 'This value is part of the authorisation.';
  throw new ConnectorError('BundleValidationError', `${changed.map(labelOf).join(', ')}: ${message}`, {
    problems: changed.map(({ name }) => ({ pointer: `/${name}`, severity: 'error', code: 'AUTHORISED', message })),
    fix: 'Authorise the connection again with the new values.',
  });
}

function labelOf({ name, label }: AppConnection['form']['fields'][number]): string {
  return label ?? name;
}
