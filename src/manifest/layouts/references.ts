import { ownValue } from '../../core/json.ts';
import type { FoundComponent } from './compose.ts';
import type { Mention, TakenFiles } from './taken-files.ts';

/** The kinds of components that others refer to, by the key they do it with. */
const KINDS: Readonly<Record<string, 'connection' | 'webhook'>> = {
  connection: 'connection',
  altConnection: 'connection',
  webhook: 'webhook',
};

/** Gives the name of the component that a key of another one means; a name that is not known stays as it is. */
export type Resolve = (key: string, stated: unknown, at: Mention) => unknown;

/**
 * References between components of a repository that is kept in sync with Make: there a component may be named by its
 * folder or the path of it, by the identity the sync gave it (`$id`), or by the name it has at Make, which its folder
 * need not have. That name stands nowhere in the files, so that of several components nobody knows which is meant.
 */
export function resolverFor(components: readonly FoundComponent[], taken: TakenFiles): Resolve {
  return (key, stated, at) => {
    const kind = Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
    if (kind === undefined || typeof stated !== 'string' || stated === '') return stated;
    const known = components.filter((one) => one.kind === kind);
    const names = [stated, stated.split('/').at(-1)];
    const same = names
      .flatMap((name) => known.filter((one) => one.name === name))
      .concat(known.filter((one) => identityOf(one) === stated))[0];
    if (same !== undefined) return same.name;
    const [only, other] = known;
    if (only === undefined || other !== undefined || identityOf(only) === undefined) return stated;
    reportGuess(stated, { kind, name: only.name }, { at, taken });
    return only.name;
  };
}

function identityOf({ entry }: FoundComponent): unknown {
  return ownValue(entry.file.json, '$id');
}

function reportGuess(
  stated: string,
  { kind, name }: Pick<FoundComponent, 'kind' | 'name'>,
  { at, taken }: { readonly at: Mention; readonly taken: TakenFiles },
): void {
  taken.report(
    {
      severity: 'warning',
      code: 'RENAMED_REFERENCE',
      message: `There is no ${kind} "${stated}" here; the only one, "${name}", was taken.`,
      fix: `Name the folder of the ${kind} if another one is meant.`,
    },
    at,
  );
}
