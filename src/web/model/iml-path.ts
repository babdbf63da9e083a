/** One step of a path behind a module: a member, the first element (`[]`), or an element by its number from 1. */
export type PathSegment =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'first' }
  | { readonly type: 'index'; readonly index: number }
  /** An index that is computed; `text` is what stands between the brackets. */
  | { readonly type: 'expression'; readonly text: string };

/** What a mapping reads: a module and a path into its bundle. */
export interface ItemPath {
  readonly module: number;
  readonly segments: readonly PathSegment[];
}

const PLAIN_NAME = /^[\p{L}_$][\p{L}\p{N}_$]*(?:-[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

/** A segment for a member. */
export function named(name: string): PathSegment {
  return { type: 'name', name };
}

/** A path as it is written in an expression, without braces: ``1.customer.`first name` ``; a whole bundle is `` `1` ``. */
export function writePath({ module, segments }: ItemPath): string {
  if (segments.length === 0) return `\`${module}\``;
  return String(module) + segments.map(writeSegment).join('');
}

/** The path as a mapping: in double braces. */
export function writeMapping(path: ItemPath): string {
  return `{{${writePath(path)}}}`;
}

/** A path for people, without the module: `customer.phone_number`, `tags[2]`. */
export function pathText(segments: readonly PathSegment[]): string {
  return segments
    .map((segment, index) =>
      segment.type === 'name' ? (index === 0 ? '' : '.') + segment.name : writeSegment(segment),
    )
    .join('');
}

function writeSegment(segment: PathSegment): string {
  switch (segment.type) {
    case 'name':
      return writeName(segment.name);
    case 'first':
      return '[]';
    case 'index':
      return `[${segment.index}]`;
    default:
      return `[${segment.text}]`;
  }
}

function writeName(name: string): string {
  if (PLAIN_NAME.test(name)) return `.${name}`;
  return name.includes('`') ? `["${escapeQuoted(name)}"]` : `.\`${name}\``;
}

const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\t', '\\t'],
]);

/** Text as it stands between double quotes in an expression. */
export function escapeQuoted(text: string): string {
  return text.replace(/["\\\n\t]/g, (char) => ESCAPED.get(char) ?? char);
}
