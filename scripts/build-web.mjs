// Bundles src/web to dist/web, unless what is there was made of the same sources.
import { join } from 'node:path';
import { unlessBuilt } from './unless-built.mjs';

/** Bundles the page of the project that lies in `root`. */
export function buildWeb(root) {
  return unlessBuilt(root, { made: 'dist/web', sources: 'src/web' }, async () => {
    const { build } = await import('vite');
    await build({ configFile: join(root, 'src/web/vite.config.ts'), logLevel: 'warn' });
  });
}
