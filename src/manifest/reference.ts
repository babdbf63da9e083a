import { didYouMean } from '../core/suggest.ts';
import type { Finding } from './checks/check.ts';
import { componentsOf, nameOf, textAt } from './component.ts';
import type { AppSource } from './app-source.ts';
import type { SourceKind } from './source-file.ts';

/** The members named like `kind` in the files of an app that name no component of that kind. */
export function brokenReferences(source: AppSource, kind: 'connection' | 'webhook'): Finding[] {
  return source.components.flatMap((file) => {
    const name = file.kind === kind ? undefined : textAt(file, kind);
    return name === undefined ? [] : unknownComponent(source, kind, { file, pointer: `/${kind}`, name });
  });
}

/** Kinds whose name is not a word. */
const WORDS: Readonly<Record<string, string>> = { rpc: 'RPC' };

/** A finding when no component of the kind has the name. */
export function unknownComponent(
  source: AppSource,
  kind: Exclude<SourceKind, 'manifest'>,
  { name, ...place }: Pick<Finding, 'file' | 'pointer'> & { readonly name: string },
): Finding[] {
  const known = componentsOf(source, kind).map(nameOf);
  if (known.includes(name)) return [];
  return [
    {
      ...place,
      message: `There is no ${WORDS[kind] ?? kind} "${name}".${didYouMean(name, known)}`,
      fix: known.length === 0 ? `Add the file of the ${WORDS[kind] ?? kind}.` : `Use one of: ${known.join(', ')}.`,
    },
  ];
}
