import { type Collection, isCollection } from '../core/json.ts';
import type { HttpRequest } from '../http/client.ts';
import type { CompileContext, Steps } from './directive.ts';
import type { CallState } from './round.ts';

/** Signs a request by what a directive says, once that was evaluated. */
export type Signer = (said: Collection, call: CallState) => (request: HttpRequest) => HttpRequest;

/**
 * The steps of a directive that signs requests: what it says is evaluated while a request is built, and the request is
 * signed as it leaves. What yields no collection signs nothing.
 * @param keys What the directive may say.
 */
export function signatureStep(
  raw: unknown,
  context: CompileContext,
  { keys, signer }: { readonly keys: readonly string[]; readonly signer: Signer },
): Steps {
  const value = context.value(raw);
  if (isCollection(raw)) context.checkKeys(raw, keys);
  return {
    build({ call, draft }) {
      const said = value.evaluate(call.evaluation);
      if (isCollection(said)) draft.sign = signer(said, call);
    },
  };
}
