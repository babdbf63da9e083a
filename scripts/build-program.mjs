// Joins the compiled modules of the command line into few files below dist/program: hundreds of files take longer to
// load than the server takes to start. Packages stay outside. What was made of the same sources is left alone.
import { join, relative } from 'node:path';
import { unlessBuilt } from './unless-built.mjs';

const isOwn = (id) => id.startsWith('.') || id.startsWith('/') || /^[a-z]:[\\/]/i.test(id);

/** Joins the program of the project that lies in `root`. */
export function buildProgram(root) {
  const counts = (file) => !file.startsWith(join('src', 'web'));
  return unlessBuilt(root, { made: 'dist/program', sources: 'src', counts }, async () => {
    const { rolldown } = await import('rolldown');
    const folder = join(root, 'dist/program');
    const bundle = await rolldown({
      input: join(root, 'dist/cli/index.js'),
      platform: 'node',
      external: (id) => !isOwn(id),
      plugins: [keepPlaces(folder)],
    });
    await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'index.js', cleanDir: false });
    await bundle.close();
  });
}

/** A module that looks for files beside itself goes on looking beside the place it was compiled to. */
function keepPlaces(folder) {
  return {
    name: 'keep-places',
    transform(code, id) {
      if (!code.includes('import.meta.url')) return null;
      const place = JSON.stringify(relative(folder, id).replaceAll('\\', '/'));
      return code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`);
    },
  };
}
