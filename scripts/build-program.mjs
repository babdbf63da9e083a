// Joins the compiled modules of the command line into few files below dist/program: hundreds of files take longer to
// load than the server takes to start. So are packages that have a hundred files themselves; all others stay outside.
// What was made of the same sources is left alone.
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { extendClones } from './extend-clones.mjs';
import { licensesOf } from './licenses.mjs';
import { unlessBuilt } from './unless-built.mjs';

const isOwn = (id) => id.startsWith('.') || id.startsWith('/') || /^[a-z]:[\\/]/i.test(id);

/** Packages of many files, and what works on the very objects of one of them. */
const JOINED = ['zod', 'zod-openapi', 'libphonenumber-js', 'fast-xml-parser'];

const isJoined = (id, importer) =>
  JOINED.some((name) => id === name || id.startsWith(`${name}/`)) || /[\\/]node_modules[\\/]/.test(importer ?? '');

/** Joins the program of the project that lies in `root`. */
export function buildProgram(root) {
  const counts = (file) => !file.startsWith(join('src', 'web'));
  return unlessBuilt(root, { made: 'dist/program', sources: 'src', counts }, async () => {
    const { rolldown } = await import('rolldown');
    const { parseAst } = await import('rolldown/parseAst');
    const folder = join(root, 'dist/program');
    const bundle = await rolldown({
      input: join(root, 'dist/cli/index.js'),
      platform: 'node',
      external: (id, importer) => !isOwn(id) && !isJoined(id, importer),
      plugins: [keepPlaces(folder), fasterClones(parseAst)],
    });
    const options = { format: 'esm', entryFileNames: 'index.js', cleanDir: false, minify: false };
    const { output } = await bundle.write({ dir: folder, ...options });
    await bundle.close();
    const licenses = licensesOf(output.flatMap(({ moduleIds = [] }) => moduleIds));
    writeFileSync(join(folder, 'third-party-licenses.txt'), licenses);
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

/** On what is written: the bundler would take out again what means nothing. */
function fasterClones(parseAst) {
  return { name: 'faster-clones', renderChunk: (code) => extendClones(code, (text) => parseAst(text)) };
}
