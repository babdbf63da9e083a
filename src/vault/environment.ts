import { ownValue, type Collection } from '../core/json.ts';
import type { AppConnection } from '../manifest/app.ts';

/** The field by which a connection chooses between two environments of a service. */
const SANDBOX_FIELD = 'sandbox';

/** `sandbox` or `production` for a connection whose form has a yes-or-no field `sandbox`, else empty. */
export function environmentOf(connection: AppConnection, values: Collection): '' | 'sandbox' | 'production' {
  if (!hasEnvironments(connection)) return '';
  return ownValue(values, SANDBOX_FIELD) === true ? 'sandbox' : 'production';
}

/** The same values for the other environment, or undefined when there is only one. */
export function inOtherEnvironment(connection: AppConnection, values: Collection): Collection | undefined {
  const environment = environmentOf(connection, values);
  return environment === '' ? undefined : { ...values, [SANDBOX_FIELD]: environment !== 'sandbox' };
}

/** What to tell people whose token works in the environment of `values`, but not in the one they chose. */
export function environmentAdvice(connection: AppConnection, values: Collection): string {
  const name = sandboxField(connection)?.label ?? 'Sandbox';
  return environmentOf(connection, values) === 'sandbox'
    ? `This token works on sandbox. Select ${name}?`
    : `This token works in production. Clear ${name}.`;
}

/** JSON pointer to the field that chooses. */
export const ENVIRONMENT_POINTER = `/${SANDBOX_FIELD}`;

function hasEnvironments(connection: AppConnection): boolean {
  return sandboxField(connection) !== undefined;
}

function sandboxField({ form }: AppConnection): AppConnection['form']['fields'][number] | undefined {
  return form.fields.find(({ name, type }) => name === SANDBOX_FIELD && type === 'boolean');
}
