import type { Support } from '../communication/directive.ts';
import { DEFAULT_LIMITS, type ManifestLimits } from '../core/limits.ts';
import type { Problem } from '../core/source.ts';
import type { App } from './app.ts';
import type { AppSource } from './app-source.ts';
import { checkSource } from './check-app.ts';
import { supportByName, type Use, usesOf } from './compatibility.ts';
import { FEATURES, FUNCTIONS_FEATURE } from './features.ts';
import { readManifest } from './read-manifest.ts';

/** How well an app fits here. */
export interface AppReport {
  /** Everything its check finds. */
  readonly problems: readonly Problem[];
  /** The app, when it can be used; what is broken in one made for Make is left out. */
  readonly app?: App;
  /** How many different directives it uses, and the names of those that are not carried out. */
  readonly directives: { readonly native: number; readonly emulated: number; readonly unsupported: readonly string[] };
  /** Everything it relies on, by file and pointer. */
  readonly uses: readonly Use[];
}

/** Reads the app in `folder` and reports on it. */
export async function reportOn(folder: string, limits: ManifestLimits = DEFAULT_LIMITS.manifest): Promise<AppReport> {
  return reportOnSource(await readManifest(folder, limits), folder);
}

/** {@link reportOn} for an app that was read already. */
export function reportOnSource(source: AppSource, folder: string): AppReport {
  const uses = usesOf(source);
  return { ...checkSource(source, folder), directives: directivesIn(uses), uses };
}

const FEATURE_NAMES: ReadonlySet<string> = new Set([FUNCTIONS_FEATURE.name, ...FEATURES.map(({ name }) => name)]);

function directivesIn(uses: readonly Use[]): AppReport['directives'] {
  const used = supportByName(uses.filter(({ name }) => !FEATURE_NAMES.has(name)));
  const named = (wanted: Support): string[] =>
    [...used].filter(([, support]) => support === wanted).map(([name]) => name);
  return {
    native: named('native').length,
    emulated: named('emulated').length,
    unsupported: named('unsupported').toSorted(),
  };
}
