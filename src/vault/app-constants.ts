import { collectionOf, isCollection, type Collection } from '../core/json.ts';
import { Secret } from '../core/secret.ts';
import type { App } from '../manifest/app.ts';
import type { Keyring } from './keyring.ts';
import { CONSTANTS, type SealedStore } from './sealed-records.ts';
import { createSealedValues } from './sealed-values.ts';

/**
 * Constants of apps (`common.*`) that an administrator gives here, such as the client secret of an app whose author does
 * not hand it out. They are sealed, stand over those of the app, and are never shown.
 */
export interface AppConstants {
  /** The names that were given for an app. */
  namesOf(app: string): readonly string[];
  /** Gives constants: what is left out stays, null takes one away. */
  give(app: string, values: Collection): Promise<void>;
  /** The app with the constants given for it. */
  applyTo(app: App): App;
}

/** The constants in a store. @throws ConnectorError `ConfigurationError` when they cannot be opened. */
export async function openAppConstants(store: Pick<SealedStore, 'values'>, keyring: Keyring): Promise<AppConstants> {
  const sealed = createSealedValues(store, keyring, CONSTANTS);
  const given = new Map<string, Collection>();
  for (const [app, values] of await sealed.list()) given.set(app, isCollection(values) ? values : {});
  return {
    namesOf: (app) => Object.keys(given.get(app) ?? {}),
    async give(app, values) {
      const all = Object.entries({ ...given.get(app), ...values });
      const kept = collectionOf(all.filter(([, value]) => value !== null && value !== undefined));
      await sealed.set(app, kept);
      given.set(app, kept);
    },
    applyTo(app) {
      const own = given.get(app.name) ?? {};
      if (Object.keys(own).length === 0) return app;
      const secrets = Object.values(own)
        .filter(isText)
        .map((text) => new Secret(text));
      const connections = [...app.connections].map(([name, connection]) => {
        const commonSecrets = [...connection.commonSecrets, ...secrets];
        return [name, { ...connection, common: { ...connection.common, ...own }, commonSecrets }] as const;
      });
      return { ...app, common: { ...app.common, ...own }, connections: new Map(connections) };
    },
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
