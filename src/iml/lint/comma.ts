import { walk, type CallNode } from '../ast.ts';
import { DEFAULT_LIMITS } from '../../core/limits.ts';
import { BUILT_IN_FUNCTIONS } from '../functions/index.ts';
import { layOutArguments, type Layout } from '../parse-arguments.ts';
import type { Doubt, ExpressionUnderLint } from './rule.ts';

/** Arguments of a function that takes several, separated by commas only. */
export function commasInCalls(expression: ExpressionUnderLint): readonly Doubt[] {
  const calls: CallNode[] = [];
  if (expression.node !== undefined) {
    walk(expression.node, (node) => {
      if (node.type === 'call') calls.push(node);
    });
  }
  return calls.flatMap((call) => doubtOf(call, expression) ?? []);
}

function doubtOf(call: CallNode, expression: ExpressionUnderLint): Doubt | undefined {
  const most = mostArguments(call.name);
  const layout = most < 2 ? undefined : layoutOf(call, expression);
  if (layout === undefined || layout.semicolons.length > 0) return undefined;
  const { commas, close } = layout;
  if (commas.length === 0 || commas.length >= most) return undefined;
  const isText = call.args.length === 1;
  return {
    start: call.at,
    end: close + 1,
    severity: isText ? 'error' : 'warning',
    code: 'IML_COMMA',
    message: isText
      ? `Arguments are separated by semicolons: everything in ${call.name}(…) is read as one text.`
      : `The arguments of ${call.name} are separated by commas; mappings use semicolons.`,
    fix: 'Write ; between the arguments. A comma that belongs to a text goes in quotes.',
    edits: commas.map((at) => ({ start: at, end: at + 1, text: ';' })),
  };
}

/** How many arguments a function takes, by its signature. */
function mostArguments(name: string): number {
  const signature = BUILT_IN_FUNCTIONS.get(name)?.signature ?? '';
  return signature.includes('…') ? Infinity : signature.split(';').length;
}

function layoutOf(call: CallNode, { source, end }: ExpressionUnderLint): Layout | undefined {
  const open = source.indexOf('(', call.at + call.name.length);
  if (open === -1 || open >= end) return undefined;
  const grammar = { mode: 'scenario', limits: DEFAULT_LIMITS.expression } as const;
  return layOutArguments({ source, end, grammar, bareWords: false, at: open + 1, depth: 0 });
}
