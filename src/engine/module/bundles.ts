import { ConnectorError } from '../../core/errors.ts';
import type { Collection } from '../../core/json.ts';
import { isCollection } from '../../core/json.ts';
import type { AppModule } from '../../manifest/app.ts';

/** Bundles made of a module's outputs, and what people should know about them. */
export interface Bundles {
  readonly bundles: readonly Collection[];
  readonly warnings: readonly string[];
}

/**
 * Turns the outputs of a call into bundles by the module's kind: an action gives one collection (a list is split, with a
 * warning, or refused where that is `strict`), a search any number of collections, numbered.
 * @throws ConnectorError `DataError` when an output is neither a collection nor a list of them.
 */
export function bundlesOf(
  module: AppModule,
  outputs: readonly unknown[],
  { strict = false }: { readonly strict?: boolean } = {},
): Bundles {
  const present = outputs.filter((output) => output !== undefined && output !== null && output !== false);
  const isList = givesOne(module) && present.some((output) => Array.isArray(output));
  if (isList && strict) throw wrongOutput(module, 'a list');
  const items = present.flatMap((output) => (Array.isArray(output) ? (output as unknown[]) : [output]));
  const bundles = items.map((item) => collectionOrThrow(module, item));
  if (module.moduleType === 'search') return { bundles: numbered([...new Set(bundles)]), warnings: [] };
  return {
    bundles,
    warnings: isList
      ? [`"${module.label}" answered a list; each of its ${bundles.length} elements became a bundle.`]
      : [],
  };
}

/** Whether a module of this kind gives one bundle. */
function givesOne({ moduleType }: AppModule): boolean {
  return moduleType !== 'search' && moduleType !== 'instant_trigger' && moduleType !== 'trigger';
}

/** Search results know their place: `__IMTINDEX__` from 1, and `__IMTLENGTH__`. */
function numbered(bundles: readonly Collection[]): Collection[] {
  return bundles.map((bundle, index) => ({ ...bundle, __IMTINDEX__: index + 1, __IMTLENGTH__: bundles.length }));
}

function collectionOrThrow(module: AppModule, item: unknown): Collection {
  if (isCollection(item)) return item;
  throw wrongOutput(module, Array.isArray(item) ? 'a list of lists' : `a ${typeof item}`);
}

function wrongOutput({ label }: AppModule, found: string): ConnectorError {
  return new ConnectorError(
    'DataError',
    `Invalid module output of "${label}": expected a collection, but found ${found}.`,
    { fix: 'Shape the output in the response.output of the module.' },
  );
}
