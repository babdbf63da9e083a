// Makes a part of dist/ only when what it is made of has changed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Calls `make` unless the folder `made` is there and was made of the same files: those below `sources` for which
 * `counts` says so, the scripts that make it, and the lockfile, which stands for the packages. All paths are below `root`.
 */
export async function unlessBuilt(root, { made, sources, counts = () => true }, make) {
  const mark = join(root, made, '.built');
  const files = readdirSync(join(root, sources), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((name) => counts(relative(root, name)))
    .sort();
  const scripts = readdirSync(join(root, 'scripts')).sort();
  const makers = [...scripts.map((name) => join(root, 'scripts', name)), join(root, 'package-lock.json')];
  const fingerprint = digestOf(root, [...files, ...makers]);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint) return;
  await make();
  writeFileSync(mark, fingerprint);
}

function digestOf(root, files) {
  const hash = createHash('sha256');
  for (const file of files.filter((name) => existsSync(name))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
