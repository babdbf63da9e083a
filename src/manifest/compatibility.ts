import type { Support } from '../communication/directive.ts';
import { directivesIn } from '../communication/directive-use.ts';
import type { Position } from '../core/source.ts';
import type { AppSource } from './app-source.ts';
import { allFiles } from './component.ts';
import { FEATURES, FUNCTIONS_FEATURE } from './features.ts';
import { locate } from './locate.ts';
import { communicationSections, requestsOf, type Section } from './sections.ts';
import type { SourceFile } from './source-file.ts';

/** One thing an app relies on, and where. */
export interface Use {
  readonly name: string;
  readonly support: Support;
  readonly file: string;
  readonly pointer: string;
  readonly position: Position;
}

/** Everything an app relies on, in the order of its files: its features and directives, each where it stands. */
export function usesOf(source: AppSource): readonly Use[] {
  const functions = FUNCTIONS_FEATURE.usesIn(source).map((file) => {
    const { name, support } = FUNCTIONS_FEATURE;
    return { name, support, file, pointer: '', position: { line: 1, column: 1 } };
  });
  return [...allFiles(source).flatMap(usesIn), ...functions];
}

/** How far a name is supported when it is used in several places: as far as in the worst of them. */
export function supportByName(uses: readonly Use[]): ReadonlyMap<string, Support> {
  const found = new Map<string, Support>();
  for (const { name, support } of uses) {
    if (WEIGHT[support] >= WEIGHT[found.get(name) ?? 'native']) found.set(name, support);
  }
  return found;
}

const WEIGHT: Readonly<Record<Support, number>> = { native: 0, emulated: 1, unsupported: 2 };

function usesIn(file: SourceFile): Use[] {
  const features = FEATURES.flatMap(({ name, support, usesIn: find }) =>
    find(file).map((pointer) => ({ name, support, ...locate(file, { pointer }) })),
  );
  const directives = communicationSections(file).flatMap((section) =>
    directivesOfSection(file, section).map(({ name, support, pointer }) => ({
      name,
      support,
      ...locate(file, { pointer, key: true }),
    })),
  );
  return [...features, ...directives];
}

interface DirectiveUse {
  readonly name: string;
  readonly support: Support;
  readonly pointer: string;
}

/** The communication of a webhook sends nothing: its directives are its own, and those the schema lets pass all work. */
function directivesOfSection(file: SourceFile, section: Section): DirectiveUse[] {
  const isInbound = file.kind === 'webhook' && section.key === 'communication';
  return requestsOf(section).flatMap(({ value, pointer }): readonly DirectiveUse[] =>
    isInbound
      ? Object.keys(value).map((key) => ({ name: `webhook.${key}`, support: 'native', pointer: `${pointer}/${key}` }))
      : [...directivesIn(value)].map(([name, support]) => ({
          name,
          support,
          pointer: `${pointer}/${name.replaceAll('.', '/')}`,
        })),
  );
}
