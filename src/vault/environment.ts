import { ownValue, type Collection } from '../core/json.ts';
import type { AppConnection } from '../manifest/app.ts';

/** The field by which a connection chooses between two environments of a service. */
const SANDBOX_FIELD = 'sandbox';

/** `sandbox` or `production` for a connection whose form has a yes-or-no field `sandbox`, else empty. */
export function environmentOf(connection: AppConnection, values: Collection): '' | 'sandbox' | 'production' {
  if (!hasEnvironments(connection)) return '';
  return ownValue(values, SANDBOX_FIELD) === true ? 'sandbox' : 'production';
}

/**
 * The same values for the sandbox, or undefined when there is none or it was chosen already. There is no way back:
 * what is meant for a sandbox is never sent to production.
 */
export function inSandbox(connection: AppConnection, values: Collection): Collection | undefined {
  return environmentOf(connection, values) === 'production' ? { ...values, [SANDBOX_FIELD]: true } : undefined;
}

/** What to tell people whose token works on the sandbox, but not in production, which they chose. */
export function sandboxAdvice(connection: AppConnection): string {
  return `This token works on sandbox. Select ${sandboxField(connection)?.label ?? 'Sandbox'}?`;
}

/** JSON pointer to the field that chooses. */
export const ENVIRONMENT_POINTER = `/${SANDBOX_FIELD}`;

function hasEnvironments(connection: AppConnection): boolean {
  return sandboxField(connection) !== undefined;
}

function sandboxField({ form }: AppConnection): AppConnection['form']['fields'][number] | undefined {
  return form.fields.find(({ name, type }) => name === SANDBOX_FIELD && type === 'boolean');
}
