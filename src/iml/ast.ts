/** One step of a path behind its root. */
export type Segment =
  | { readonly type: 'name'; readonly name: string }
  /** `[]`: the first element. */
  | { readonly type: 'first' }
  /** `[expression]`: a 1-based index, counted from the end when negative, or a property name. */
  | { readonly type: 'index'; readonly of: Node };

/** One further operand of a chain of operators of equal strength. */
export interface ChainLink {
  readonly operator: string;
  readonly of: Node;
}

/** One member of an object literal. */
export interface ObjectMember {
  readonly key: string;
  readonly of: Node;
}

/** A path from a variable: `body.items[].name`. */
export interface PathNode {
  readonly type: 'path';
  readonly root: string;
  readonly segments: readonly Segment[];
  /** Stands for itself when no variable has the root's name: an unquoted word in an argument of a scenario. */
  readonly text?: string;
}

/** A call of a function; `at` is the offset of its name. */
export interface CallNode {
  readonly type: 'call';
  readonly name: string;
  readonly args: readonly Node[];
  readonly at: number;
}

/** A parsed expression. Chains are flat, so that `1+1+1+…` nests no deeper than `1+1`. */
export type Node =
  | {
      readonly type: 'literal';
      readonly value: unknown;
      /** Text written without quotes. */
      readonly raw?: boolean;
    }
  | { readonly type: 'keyword'; readonly name: string }
  | PathNode
  | CallNode
  | { readonly type: 'access'; readonly of: Node; readonly segments: readonly Segment[] }
  | { readonly type: 'unary'; readonly operator: string; readonly of: Node }
  | { readonly type: 'chain'; readonly first: Node; readonly rest: readonly ChainLink[] }
  | { readonly type: 'object'; readonly members: readonly ObjectMember[] };

/** The nodes directly inside `node`. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'path':
      return indexesOf(node.segments);
    case 'access':
      return [node.of, ...indexesOf(node.segments)];
    case 'call':
      return node.args;
    case 'unary':
      return [node.of];
    case 'chain':
      return [node.first, ...node.rest.map((link) => link.of)];
    case 'object':
      return node.members.map((member) => member.of);
    default:
      return [];
  }
}

/** `visit` called for `node` and everything inside it, outermost first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}

function indexesOf(segments: readonly Segment[]): readonly Node[] {
  return segments.flatMap((segment) => (segment.type === 'index' ? [segment.of] : []));
}
