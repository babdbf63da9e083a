import { pathText, type PathSegment } from './iml-path.ts';
import { splitText } from './iml-split.ts';
import { expressionTokens, type ImlToken } from './iml-tokens.ts';

/** A decoration over a stretch of a mapped text. The text under it stays as it is. */
export interface Pill {
  readonly start: number;
  readonly end: number;
  readonly kind: 'item' | 'function' | 'keyword';
  readonly label: string;
  /** The module an item comes from. */
  readonly module?: number;
}

/** What pills are labelled with. */
export interface PillNames {
  readonly keywords: ReadonlySet<string>;
  /** The label of the item a path leads to, or undefined when it is not known. */
  labelOf(module: number, path: readonly PathSegment[]): string | undefined;
}

/** The pills of a mapped text. An expression that is one word only is covered with its braces. */
export function pillsOf(text: string, names: PillNames): readonly Pill[] {
  return splitText(text).flatMap((segment) => {
    if (segment.kind === 'literal') return [];
    const tokens = expressionTokens(text, [segment.from, segment.to], names.keywords);
    const pills = tokens.flatMap((token) => pillOf(text, token, names));
    const [only] = pills;
    const covers = tokens.length === 1 && segment.closed && only !== undefined;
    return covers ? [{ ...only, start: segment.start, end: segment.end }] : pills;
  });
}

/** How an item is called: "1 · Phone Number". */
export function itemLabel(module: number, path: readonly PathSegment[], names: Pick<PillNames, 'labelOf'>): string {
  if (path.length === 0) return `${module} · Bundle`;
  return `${module} · ${names.labelOf(module, path) ?? pathText(path)}`;
}

function pillOf(text: string, token: ImlToken, names: PillNames): readonly Pill[] {
  const { start, end, item } = token;
  if (item !== undefined) {
    const label = itemLabel(item.module, item.segments, names);
    return [{ start, end, kind: 'item', label, module: item.module }];
  }
  if (token.kind !== 'function' && token.kind !== 'keyword') return [];
  return [{ start, end, kind: token.kind, label: text.slice(start, end) }];
}
