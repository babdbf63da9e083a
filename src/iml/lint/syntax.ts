import { offsetOf } from '../../core/source.ts';
import { tokenEnd } from '../tokens.ts';
import type { Doubt, ExpressionUnderLint } from './rule.ts';

/** What keeps an expression from being read at all. */
export function syntaxErrors({ source, end, error }: ExpressionUnderLint): readonly Doubt[] {
  return (error?.problems ?? []).map(({ position, severity, code, message, fix }) => {
    const start = position === undefined ? end : offsetOf(source, position);
    return {
      start,
      end: tokenEnd(source, start, end),
      severity,
      code,
      message,
      ...(fix !== undefined && { fix }),
    };
  });
}
