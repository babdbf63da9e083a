import type { PathSegment } from './iml-path.ts';
import { pathText } from './iml-path.ts';
import { splitText } from './iml-split.ts';
import { expressionTokens } from './iml-tokens.ts';

/** The label of the item a path leads to, or undefined when it is not known. */
export type LabelOf = (module: number, path: readonly PathSegment[]) => string | undefined;

const NO_KEYWORDS: ReadonlySet<string> = new Set();

/** A mapped text as people read it: no braces, and items by their labels, as in "lower(First Name)". */
export function readableText(text: string, labelOf: LabelOf): string {
  return splitText(text)
    .map((segment) => {
      if (segment.kind === 'literal') return segment.text;
      const parts: string[] = [];
      let at = segment.from;
      for (const { start, end, item } of expressionTokens(text, [segment.from, segment.to], NO_KEYWORDS)) {
        if (item === undefined) continue;
        parts.push(text.slice(at, start), labelOf(item.module, item.segments) ?? nameOf(item));
        at = end;
      }
      return [...parts, text.slice(at, segment.to)].join('').trim();
    })
    .join('');
}

function nameOf({ module, segments }: { readonly module: number; readonly segments: readonly PathSegment[] }): string {
  return segments.length === 0 ? `Bundle of module ${module}` : pathText(segments);
}
