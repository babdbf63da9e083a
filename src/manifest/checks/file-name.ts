import { textAt } from '../component.ts';
import type { Check } from './check.ts';

/** One place to look for a component: the file that bears its name. */
export const fileName: Check = {
  code: 'FILE_NAME',
  summary: 'A file is named like the component in it, in kebab case.',
  severity: 'error',
  inMake: 'skip',
  examples: {
    good: { 'modules/get-v2-thing.json': { name: 'getV2Thing' } },
    bad: { 'modules/thing.json': { name: 'getThing' } },
  },
  check: (source) =>
    source.components.flatMap((file) => {
      const name = textAt(file, 'name');
      if (name === undefined || kebabCase(name) === file.stem) return [];
      const folder = file.path.slice(0, file.path.lastIndexOf('/'));
      return [
        {
          file,
          pointer: '/name',
          message: `The file is named "${file.stem}", but the ${file.kind} in it is "${name}".`,
          fix: `Rename the file to ${folder}/${kebabCase(name)}.json, or correct the name.`,
        },
      ];
    }),
};

function kebabCase(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
}
