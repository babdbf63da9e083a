import { ownValue } from '../../core/json.ts';
import { entriesOf } from '../sections.ts';
import type { FoundComponent } from './compose.ts';
import { slugOf } from './slug.ts';

/** What an app is called: by the name that is stated, else by its identity at its home, else by its first connection. */
export function identityOf(
  json: unknown,
  { stated, components }: { readonly stated: unknown; readonly components: readonly FoundComponent[] },
): Pick<FoundComponent, 'name' | 'also'> {
  const origin = entriesOf(ownValue(json, 'origins'), '').find(({ value }) => isText(ownValue(value, 'appId')))?.value;
  const first = components.find(({ kind }) => kind === 'connection')?.name;
  const name = slugOf([stated, ownValue(origin, 'appId'), first].find(isText) ?? 'app');
  const version = ownValue(origin, 'appVersion');
  return {
    name,
    also: {
      label: labelOf(name),
      ...(typeof version === 'number' || isText(version) ? { version: String(version) } : {}),
    },
  };
}

/** Behind the name stands what makes it unique at its home; people do not want to read that. */
function labelOf(name: string): string {
  const words = name.replace(/-(?=[a-z0-9]*\d)[a-z0-9]{6}$/, '').split('-');
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
