import { readdir, readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';

/** The texts of an app below `examples/apps`, by path, as somebody would send them. */
export async function exampleFiles(name: string): Promise<Record<string, string>> {
  const folder = resolve(import.meta.dirname, '../../examples/apps', name);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const texts = await Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
  return Object.fromEntries(paths.map((path, index) => [path.replaceAll(sep, '/'), texts[index] ?? '']));
}
