import type { AppFunction } from '../functions.ts';
import type { SourceKind } from '../source-file.ts';
import { generalIn } from './component-folders.ts';
import { composeApp } from './compose.ts';
import { below, type Layout } from './layout.ts';
import { componentFrom, functionFrom, type NamedFile } from './named-files.ts';
import { takeFiles } from './taken-files.ts';

/** For example `module.getThing.api.imljson`. */
const FLAT_FILE = /^(module|connection|webhook|rpc|function)\.([^.]+)\.([\w-]+)(?:\.iml)?\.(?:imljson|jsonc?|js)$/;

/** Everything in one folder, each file named after its component and its code. */
export const flatLayout: Layout = {
  name: 'flat',
  summary: 'All code in one folder, in files such as module.getThing.api.imljson.',
  recognises: (files, root) =>
    files.list(root).some(({ name, type }) => type === 'file' && FLAT_FILE.exec(name)?.[1] === 'module'),
  read(files, root, limits) {
    const taken = takeFiles(files, limits);
    const found = new Map<string, { readonly kind: string; readonly name: string; readonly files: NamedFile[] }>();
    for (const { name: file } of files.list(root)) {
      const [, kind, name, code] = FLAT_FILE.exec(file) ?? [];
      if (kind === undefined || name === undefined || code === undefined) continue;
      const known = found.get(`${kind}.${name}`) ?? { kind, name, files: [] };
      found.set(`${kind}.${name}`, known);
      known.files.push({ name: code, path: below(root, file) });
    }
    const all = [...found.values()];
    const components = all
      .filter(({ kind }) => kind !== 'function')
      .map(({ kind, name, files: own }) => componentFrom(kind as SourceKind, name, own, taken));
    const functions = all
      .filter(({ kind }) => kind === 'function')
      .flatMap(({ name, files: own }): readonly AppFunction[] => {
        const [code, test] = ['code', 'test'].map((wanted) => own.find((file) => file.name === wanted)?.path);
        return code === undefined ? [] : functionFrom(name, code, test, taken);
      });
    const general = generalIn(files, root, components, taken);
    return composeApp({ layout: flatLayout.name, general, components, functions }, taken, limits.files);
  },
};
