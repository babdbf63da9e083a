import type { Evaluation } from '../iml/evaluation.ts';
import { textOf } from '../iml/coerce.ts';
import type { CompileContext } from './directive.ts';
import type { Failure } from './round.ts';

/** Evaluates what an app says about a refused answer. */
export type FailureTemplate = (evaluation: Evaluation) => Failure;

/** Compiles `message` and `type` of `response.error`, of one of its statuses, or of `response.valid`. */
export function compileFailure(
  said: { readonly message?: unknown; readonly type?: unknown },
  context: CompileContext,
  at: { readonly message: string; readonly type: string },
): FailureTemplate {
  const message = said.message === undefined ? undefined : context.value(said.message, at.message);
  const type = said.type === undefined ? undefined : context.value(said.type, at.type);
  return (evaluation) => ({
    ...(message && { message: textOf(message.evaluate(evaluation)) }),
    ...(type && { type: textOf(type.evaluate(evaluation)).trim() }),
  });
}
