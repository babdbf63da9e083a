// Compiles src/ to dist/, copies the data files the program reads at run time, and bundles the program below dist/program
// and the page below dist/web. Only --clean removes what is there: a server that runs from dist/ meanwhile must go on.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProgram } from './build-program.mjs';
import { buildWeb } from './build-web.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

if (process.argv.includes('--clean')) rmSync(`${root}/dist`, { recursive: true, force: true });
const result = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: ['ignore', 2, 2] });
if (result.status !== 0) process.exit(result.status ?? 1);
cpSync(`${root}/src`, `${root}/dist`, {
  recursive: true,
  filter: (source) =>
    !relative(root, source).startsWith(join('src', 'web')) && (!/\.tsx?$/.test(source) || source.endsWith('.d.ts')),
});
await buildProgram(root);
await buildWeb(root);
