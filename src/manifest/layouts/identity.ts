import { ownValue } from '../../core/json.ts';
import { entriesOf } from '../sections.ts';
import { valueAt, type FoundComponent } from './compose.ts';
import { slugOf } from './slug.ts';

/** What an app is called: by the name that is stated, else by its identity at its home, else by its first connection. */
export function identityOf(
  json: unknown,
  { stated, components }: { readonly stated: unknown; readonly components: readonly FoundComponent[] },
): Pick<FoundComponent, 'name' | 'also'> {
  const origin = entriesOf(ownValue(json, 'origins'), '').find(({ value }) => isText(ownValue(value, 'appId')))?.value;
  const connections = components.filter(({ kind }) => kind === 'connection');
  const labels = connections.map(({ entry }) => ownValue(valueAt(entry), 'label')).filter(isText);
  const first = components.find(({ kind }) => kind === 'connection')?.name;
  const name = slugOf([stated, ownValue(origin, 'appId'), first].find(isText) ?? 'app');
  const version = ownValue(origin, 'appVersion');
  return {
    name,
    also: {
      label: labelOf(name, labels),
      ...(typeof version === 'number' || isText(version) ? { version: String(version) } : {}),
    },
  };
}

/** Behind the name stands what makes it unique at its home; people do not want to read that. */
function labelOf(name: string, labels: readonly string[]): string {
  const words = name.replace(/-(?=[a-z0-9]*\d)[a-z0-9]{6}$/, '').split('-');
  const written = labels.map((label) => beginningLike(label, words.join(''))).find((label) => label !== undefined);
  if (written !== undefined) return written;
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ');
}

/** The first words of a label that spell this name: connections are called after their service, in its spelling. */
function beginningLike(label: string, name: string): string | undefined {
  const words = label.split(' ');
  return words
    .map((_, index) => words.slice(0, index + 1).join(' '))
    .find((some) => some.toLowerCase().replaceAll(/[^a-z0-9]/g, '') === name);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
