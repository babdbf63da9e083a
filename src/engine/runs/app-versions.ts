import type { Clock } from '../../core/clock.ts';
import { ConnectorError } from '../../core/errors.ts';
import { isCollection, type Json } from '../../core/json.ts';
import type { App } from '../../manifest/app.ts';
import { checkSource } from '../../manifest/check-app.ts';
import { sourceOfFiles, type GivenFiles } from '../../manifest/given-files.ts';
import type { AppVersion } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';

/** What the apps of runs were made of, kept as long as such an app is installed or a kept run names it. */
export interface AppVersions {
  /** Keeps the files of an app; to be called before anything runs with it. */
  keep(app: App): Promise<void>;
  /** The app as it was. @throws ConnectorError `NotFoundError` when it is not kept, or cannot be compiled any more. */
  at(version: AppVersion): Promise<App>;
  /** Forgets those that are neither installed nor named by a kept run; returns how many. */
  purge(): Promise<number>;
}

/** What they are kept with. */
export interface AppVersionParts {
  readonly store: Pick<Store, 'values' | 'runs'>;
  readonly clock: Clock;
  /** The apps that are installed. */
  readonly apps: ReadonlyMap<string, App>;
  /** Makes of an app what is used here, for example with constants given for it. @default the app itself */
  readonly adapt?: (app: App) => App;
}

/** By digest: since when it is kept. */
const KEPT = 'app-versions';
/** By digest: its files. */
const FILES = 'app-files';

/** An app that was just kept may not be installed yet, so that nothing names it. */
const FRESH_MS = 3_600_000;

/** The versions of a store. */
export function createAppVersions(parts: AppVersionParts): AppVersions {
  const { clock, apps, adapt } = parts;
  const { values, runs } = parts.store;
  const asked = new Map<string, number>();
  return {
    async keep({ digest, files }) {
      asked.set(digest, clock.now());
      if ((await values.get(KEPT, digest)) !== undefined) return;
      await values.set(
        FILES,
        digest,
        files.map(({ path, text }) => ({ path, text })),
      );
      await values.set(KEPT, digest, clock.now());
    },
    async at(version) {
      const files = await values.get(FILES, version.digest);
      if (files === undefined || files === null) throw gone(version, 'is not kept any more');
      const { app, problems } = checkSource(sourceOfFiles(textsIn(files)), '');
      if (app !== undefined) return adapt?.(app) ?? app;
      throw gone(version, `cannot be used any more: ${problems[0]?.message ?? 'it does not compile.'}`);
    },
    async purge() {
      let count = 0;
      for (const [digest, since] of await values.list(KEPT)) {
        if (!(await isNeeded(digest, Number(since)))) {
          // The entry goes first: without it the files are written again when the same app comes back.
          await values.remove(KEPT, digest);
          await values.remove(FILES, digest);
          asked.delete(digest);
          count += 1;
        }
      }
      return count;
    },
  };

  async function isNeeded(digest: string, since: number): Promise<boolean> {
    if (clock.now() - (asked.get(digest) ?? -Infinity) < FRESH_MS) return true;
    if ([...apps.values()].some((app) => app.digest === digest)) return true;
    return runs.ranWith(digest, since);
  }
}

/** How runs name an app. */
export function versionOf({ name, version, digest }: App): AppVersion {
  return { name, version, digest };
}

function textsIn(files: Json): GivenFiles {
  const texts = Array.isArray(files) ? (files as readonly unknown[]).filter(isText) : [];
  return Object.fromEntries(texts.map(({ path, text }) => [path, text]));
}

function isText(value: unknown): value is { readonly path: string; readonly text: string } {
  return isCollection(value) && ['path', 'text'].every((name) => typeof value[name] === 'string');
}

function gone({ name, version }: AppVersion, what: string): ConnectorError {
  return new ConnectorError('NotFoundError', `Version ${version} of the app "${name}", which it ran with, ${what}.`, {
    fix: 'Replay its run with the current version instead: that uses the apps that are installed now.',
  });
}
