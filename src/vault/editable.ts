import { isDeepStrictEqual } from 'node:util';
import { ConnectorError } from '../core/errors.ts';
import { isCollection, ownValue, type Collection } from '../core/json.ts';
import type { AppConnection } from '../manifest/app.ts';
import type { ConnectionContent } from './connection-values.ts';
import { acceptValues } from './verify.ts';

type Field = AppConnection['form']['fields'][number];

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
 * New values for a connection that a browser has authorised: only fields the app marks as editable may change without
 * asking the person again.
 * @throws ConnectorError `BundleValidationError` with every other field.
 */
export function editAuthorised(
  connection: AppConnection,
  before: ConnectionContent,
  input: Collection,
): ConnectionContent {
  const values = acceptValues(connection, input);
  const changed = connection.form.fields.filter(
    ({ name }) => !isDeepStrictEqual(ownValue(before.values, name), ownValue(values, name)),
  );
  const fixed = changed.filter((field) => !isEditable(field));
  if (fixed.length === 0) return { ...before, values };
  const message = 'This value is part of the authorisation.';
  throw new ConnectorError('BundleValidationError', `${fixed.map(nameOf).join(', ')}: ${message}`, {
    problems: fixed.map(({ name }) => ({ pointer: `/${name}`, severity: 'error', code: 'AUTHORISED', message })),
    fix: 'Authorise the connection again with the new values.',
  });
}

function isEditable({ editable }: Field): boolean {
  return editable === true || (isCollection(editable) && editable['enabled'] !== false);
}

function nameOf({ name, label }: Field): string {
  return label ?? name;
}
