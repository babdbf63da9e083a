// The licences of packages that are joined into a bundle: they ask to go with every copy.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The text of all licences of the packages in which modules with these paths lie, by the names of the packages. */
export function licensesOf(modules) {
  const folders = new Set(modules.map(folderOf).filter((folder) => folder !== undefined));
  const entries = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { title: `${name} ${version} (${license})`, text: licenseText(folder) };
  });
  entries.sort((a, b) => (a.title < b.title ? -1 : 1));
  return entries.map(({ title, text }) => `${title}\n\n${text}`.trim()).join(`\n\n${'-'.repeat(80)}\n\n`) + '\n';
}

/** The folder of the package a module belongs to; undefined for one of our own. */
function folderOf(module) {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(module)?.[0];
}

function licenseText(folder) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
}
