import { ownValue } from '../core/json.ts';
import { pointerTo } from '../core/source.ts';
import { entriesOf, type Located } from './sections.ts';
import type { AppSource } from './app-source.ts';

/** Every name that stands in a group of the manifest, in order. */
export function groupedModules(source: AppSource): Located<string>[] {
  return entriesOf(ownValue(source.manifest?.json, 'groups'), '/groups')
    .flatMap((group) => entriesOf(ownValue(group.value, 'modules'), pointerTo(group.pointer, 'modules')))
    .filter((entry): entry is Located<string> => typeof entry.value === 'string');
}
