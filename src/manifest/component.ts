import { type Collection, isCollection, ownValue } from '../core/json.ts';
import type { AppSource } from './app-source.ts';
import type { SourceFile, SourceKind } from './source-file.ts';

/** The component's name; while it has none that can be read, the one its file's name stands for. */
export function nameOf(file: SourceFile): string {
  return textAt(file, 'name') ?? file.stem.replaceAll(/-+(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** A text member of the file's top level; undefined when absent or not a text. */
export function textAt(file: SourceFile, key: string): string | undefined {
  const value = ownValue(file.json, key);
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a list at the file's top level; none when it is no list. */
export function textsAt(file: SourceFile, key: string): readonly string[] {
  const value: unknown = ownValue(file.json, key);
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

/** A collection at the file's top level; an empty one when there is none. */
export function collectionAt(file: SourceFile, key: string): Collection {
  const value = ownValue(file.json, key);
  return isCollection(value) ? value : {};
}

/** The components of one kind. */
export function componentsOf(source: AppSource, kind: SourceKind): readonly SourceFile[] {
  return source.components.filter((file) => file.kind === kind);
}

/** Every file of the app, the manifest first. */
export function allFiles(source: AppSource): readonly SourceFile[] {
  return source.manifest === undefined ? source.components : [source.manifest, ...source.components];
}

/** The component of one kind with this name. */
export function componentNamed(source: AppSource, kind: SourceKind, name: string): SourceFile | undefined {
  return componentsOf(source, kind).find((file) => nameOf(file) === name);
}
