import type { Support } from '../communication/directive.ts';
import { directivesIn } from '../communication/directive-use.ts';
import { DEFAULT_LIMITS, type ManifestLimits } from '../core/limits.ts';
import type { Problem } from '../core/source.ts';
import { checkSource } from './check-app.ts';
import { allFiles } from './component.ts';
import type { AppSource } from './app-source.ts';
import { readManifest } from './read-manifest.ts';
import { communicationSections, requestsOf, type Section } from './sections.ts';
import type { SourceFile } from './source-file.ts';

/** How well an app fits here. */
export interface AppReport {
  /** Everything its check finds. */
  readonly problems: readonly Problem[];
  /** How many different directives it uses, and the names of those that are not carried out. */
  readonly directives: { readonly native: number; readonly emulated: number; readonly unsupported: readonly string[] };
}

/** Reads the app in `folder` and reports on it. */
export async function reportOn(folder: string, limits: ManifestLimits = DEFAULT_LIMITS.manifest): Promise<AppReport> {
  const source = await readManifest(folder, limits);
  return { problems: checkSource(source, folder).problems, directives: directivesOf(source) };
}

function directivesOf(source: AppSource): AppReport['directives'] {
  const used = new Map<string, Support>();
  const everywhere = allFiles(source).flatMap((file) =>
    communicationSections(file).flatMap((section) => [...directivesOfSection(file, section)]),
  );
  for (const [name, support] of everywhere) {
    if (WEIGHT[support] >= WEIGHT[used.get(name) ?? 'native']) used.set(name, support);
  }
  const named = (wanted: Support): string[] =>
    [...used].filter(([, support]) => support === wanted).map(([name]) => name);
  return {
    native: named('native').length,
    emulated: named('emulated').length,
    unsupported: named('unsupported').toSorted(),
  };
}

/** A directive that is not supported somewhere is not supported. */
const WEIGHT: Readonly<Record<Support, number>> = { native: 0, emulated: 1, unsupported: 2 };

/** The communication of a webhook sends nothing: its directives are its own, and those the schema lets pass all work. */
function directivesOfSection(file: SourceFile, section: Section): Iterable<readonly [string, Support]> {
  const requests = requestsOf(section);
  if (file.kind === 'webhook' && section.key === 'communication') {
    return requests.flatMap(({ value }) => Object.keys(value).map((key) => [`webhook.${key}`, 'native'] as const));
  }
  return requests.flatMap(({ value }) => [...directivesIn(value)]);
}
