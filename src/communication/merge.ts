import { collectionOf, isCollection, mergeDeep, ownValue, type Collection } from '../core/json.ts';
import { pointerTo } from '../core/source.ts';
import type { LayeredName, Layer } from './directive.ts';

/** A request with everything it inherits, and where each part of it was written. */
export interface RequestSource {
  readonly raw: Collection;
  readonly layers: Readonly<Record<LayeredName, readonly Layer[]>>;
  /** What the request itself is made of, highest first, with the pointer of each. */
  readonly origins: readonly Origin[];
}

/** One written object that a request is merged from. */
export interface Origin {
  readonly raw: Collection;
  readonly pointer: string;
}

/** A request merged over the app's base: key by key, the request wins; `headers` and `qs` stay apart as layers. */
export function mergeRequest(request: Origin, base: Origin | undefined): RequestSource {
  const origins = base === undefined ? [request] : [request, base];
  return {
    raw: base === undefined ? request.raw : (mergeDeep(base.raw, request.raw) as Collection),
    layers: { headers: layersOf('headers', request, base), qs: layersOf('qs', request, base) },
    origins,
  };
}

/**
 * The request for the pages after the first: `url`, `method` and `body` of `pagination` replace the parent's, `headers`
 * and `qs` are merged over them. With `mergeWithParent: false` the parent's headers, qs, method and body are left out;
 * the app's base still applies.
 */
export function mergePage(parent: RequestSource, pagination: Collection): RequestSource {
  const [request, base] = parent.origins;
  const page: Origin = {
    raw: collectionOf(PAGE_KEYS.filter((key) => Object.hasOwn(pagination, key)).map((key) => [key, pagination[key]])),
    pointer: pointerTo(request?.pointer ?? '', 'pagination'),
  };
  const own = Object.entries(request?.raw ?? {});
  const kept = pagination['mergeWithParent'] === false ? own.filter(([key]) => !OWN_TO_PARENT.has(key)) : own;
  const merged = mergeRequest({ raw: collectionOf(kept), pointer: request?.pointer ?? '' }, base);
  const layers = (name: LayeredName): readonly Layer[] => stacked([...merged.layers[name], ...layerOf(name, page)]);
  return {
    raw: { ...merged.raw, ...page.raw },
    layers: { headers: layers('headers'), qs: layers('qs') },
    origins: [page, ...parent.origins],
  };
}

const PAGE_KEYS = ['url', 'method', 'headers', 'qs', 'body'];
const OWN_TO_PARENT: ReadonlySet<string> = new Set(['method', 'headers', 'qs', 'body']);

/** The pointer of a value where it was written: the highest origin that has it, else the one that has most of the way. */
export function locate(source: RequestSource, pointer: string): string {
  const segments = pointer.split('/').slice(1).map(unescapeSegment);
  const [first, ...rest] = source.origins.map((origin) => ({ origin, depth: depthIn(origin.raw, segments) }));
  if (first === undefined) return pointer;
  const best = rest.reduce((most, next) => (next.depth > most.depth ? next : most), first);
  return `${best.origin.pointer}${pointer}`;
}

function depthIn(raw: unknown, segments: readonly string[]): number {
  let here = raw;
  for (const [depth, segment] of segments.entries()) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, segment)) return depth;
    here = ownValue(here, segment);
  }
  return segments.length;
}

function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

function layersOf(name: LayeredName, request: Origin, base: Origin | undefined): readonly Layer[] {
  return stacked([...(base === undefined ? [] : layerOf(name, base)), ...layerOf(name, request)]);
}

function layerOf(name: LayeredName, origin: Origin): readonly Layer[] {
  const raw = ownValue(origin.raw, name);
  return raw === undefined ? [] : [{ raw, replaced: false }];
}

/** A layer that is not a collection (one expression for all, or null) replaces those below it. */
function stacked(layers: readonly Layer[]): readonly Layer[] {
  const top = layers.findLastIndex((layer) => !isCollection(layer.raw));
  return layers.map((layer, index) => ({ raw: layer.raw, replaced: layer.replaced || index < top }));
}
