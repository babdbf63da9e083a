// Bundles src/web to dist/web, unless what is there was made of the same sources.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bundles the page of the project that lies in `root`. */
export async function buildWeb(root) {
  const mark = join(root, 'dist/web/.built');
  const sources = fingerprint(root);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === sources) return;
  const { build } = await import('vite');
  await build({ configFile: join(root, 'src/web/vite.config.ts'), logLevel: 'warn' });
  writeFileSync(mark, sources);
}

/** A digest of everything the bundle is made of; the lockfile stands for the packages. */
function fingerprint(root) {
  const folder = join(root, 'src/web');
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of [...names, join(root, 'package-lock.json')].filter((name) => existsSync(name))) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
