import { isCollection, type Collection } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';

/** A module of a blueprint as it is written. */
export interface RawModule {
  readonly id: number;
  readonly raw: Collection;
  readonly pointer: string;
}

/** Every module of a flow and of the flows inside it, in document order. */
export function scanModules(flow: unknown, pointer: string): readonly RawModule[] {
  if (!Array.isArray(flow)) return [];
  return flow.flatMap((raw: unknown, index): readonly RawModule[] => {
    if (!isCollection(raw)) return [];
    const at = pointerTo(pointer, index);
    return [
      { id: idOf(raw), raw, pointer: at },
      ...innerFlows(raw, at).flatMap(({ flow, at: inner }) => scanModules(flow, inner)),
    ];
  });
}

/** The id of a module; NaN when it has none. */
export function idOf(raw: Collection): number {
  const { id } = raw;
  const number = typeof id === 'string' && id.trim() !== '' ? Number(id) : id;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : Number.NaN;
}

/** A flow inside a module: its error handler, a route or a branch. */
export interface InnerFlow {
  readonly flow: unknown;
  /** JSON pointer to it. */
  readonly at: string;
}

/** The flows inside a module, in document order. */
export function innerFlows(raw: Collection, pointer: string): readonly InnerFlow[] {
  const lists = ['routes', 'branches'].flatMap((key) => {
    const list = raw[key];
    if (!Array.isArray(list)) return [];
    return list.map((entry: unknown, index) => ({
      flow: isCollection(entry) ? entry['flow'] : undefined,
      at: `${pointer}/${key}/${index}/flow`,
    }));
  });
  return [{ flow: raw['onerror'], at: `${pointer}/onerror` }, ...lists];
}
