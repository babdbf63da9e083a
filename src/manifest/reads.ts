import { ConnectorError } from '../core/errors.ts';
import { isCollection } from '../core/json.ts';
import { pointerTo, positionAt } from '../core/source.ts';
import { compileTemplate, type Template } from '../iml/template.ts';
import { expressionSections } from './sections.ts';
import type { Place } from './locate.ts';
import type { SourceFile } from './source-file.ts';

/** A path an expression reads, for example `['parameters', 'phoneNumber']`, and where it stands. */
export interface Read extends Place {
  readonly path: readonly string[];
}

/** A text of a value (member names too), and where it stands. */
export interface Text extends Place {
  readonly text: string;
}

/** Every text in `value`, at every depth. */
export function textsIn(value: unknown, pointer: string): Text[] {
  if (typeof value === 'string') return [{ text: value, pointer }];
  if (Array.isArray(value)) return value.flatMap((child: unknown, index) => textsIn(child, pointerTo(pointer, index)));
  if (!isCollection(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = pointerTo(pointer, key);
    return [{ text: key, pointer: at, key: true }, ...textsIn(child, at)];
  });
}

/** Whether a read stands in the value at `pointer`. */
export function isBelow(read: Read, pointer: string): boolean {
  return read.pointer === pointer || read.pointer.startsWith(`${pointer}/`);
}

/**
 * A function that gives every path the expressions of a file read; each file and each text is worked out once. Texts
 * that do not compile are left to the compiler to report.
 */
export function createReader(): (file: SourceFile) => readonly Read[] {
  const files = new Map<SourceFile, readonly Read[]>();
  const texts = new Map<string, readonly PathRead[]>();
  return (file) => keep(files, file, () => readsOfFile(file, (text) => keep(texts, text, () => pathsIn(text))));
}

function keep<Key, Value>(known: Map<Key, Value>, key: Key, compute: () => Value): Value {
  const value = known.get(key) ?? compute();
  known.set(key, value);
  return value;
}

type PathRead = Required<Pick<Read, 'path' | 'within'>>;

function readsOfFile(file: SourceFile, read: (text: string) => readonly PathRead[]): Read[] {
  return expressionSections(file)
    .flatMap(({ value, pointer }) => textsIn(value, pointer))
    .filter(({ text }) => text.includes('{{'))
    .flatMap(({ text, ...place }) => read(text).map((found) => ({ ...place, ...found })));
}

function pathsIn(text: string): PathRead[] {
  const template = compiled(text);
  let from = 0;
  return (template?.parts ?? []).flatMap((part) => {
    if (typeof part === 'string') return [];
    const start = Math.max(0, text.indexOf(part.source, from));
    from = start + part.source.length;
    return part.paths.map((path) => ({ path, within: positionAt(text, start + offsetOfPath(part.source, path)) }));
  });
}

function compiled(text: string): Template | undefined {
  try {
    return compileTemplate(text, { mode: 'app', functions: 'any' });
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  }
}

/** Where a path begins in the text of an expression: the whole path if it stands so, else its first name. */
function offsetOfPath(source: string, path: readonly string[]): number {
  return Math.max(0, startOf(source, path.join('.')) ?? startOf(source, path[0] ?? '') ?? 0);
}

function startOf(source: string, name: string): number | undefined {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\w$.])${escaped}(?![\\w$])`).exec(source)?.index;
}
