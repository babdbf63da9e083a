import { systemClock } from '../core/clock.ts';
import { ConnectorError } from '../core/errors.ts';
import { isCollection, ownValue, type Collection } from '../core/json.ts';
import { DEFAULT_LIMITS } from '../core/limits.ts';
import type { App } from '../manifest/app.ts';

/**
 * The constants that the form for administrators of a connection (`installSpec`) leads to, by its `install`; without one
 * its values are the constants.
 * @throws ConnectorError `NotFoundError`, `BundleValidationError` with every field that cannot be used.
 */
export function installValues(app: App, name: string, input: Collection): Collection {
  const connection = app.connections.get(name);
  if (connection === undefined) {
    throw new ConnectorError('NotFoundError', `The app "${app.label}" has no connection "${name}".`);
  }
  const { values, problems } = connection.installForm.accept(input, { strict: true });
  if (problems.length > 0) {
    throw new ConnectorError('BundleValidationError', `The settings of "${connection.label}" are not complete.`, {
      problems,
    });
  }
  const made = connection.install?.evaluate({
    variables: { parameters: values },
    clock: systemClock,
    random: Math.random,
    timezone: 'UTC',
    limits: DEFAULT_LIMITS.expression,
  });
  const common = ownValue(made, 'common');
  return isCollection(common) ? common : values;
}
