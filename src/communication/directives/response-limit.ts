import { ConnectorError } from '../../core/errors.ts';
import { ownValue } from '../../core/json.ts';
import type { CompiledValue } from '../../iml/value.ts';
import type { CompileContext, Directive } from '../directive.ts';
import { cut } from '../outputs.ts';
import { countOf } from '../pages.ts';
import type { CallState, Round } from '../round.ts';

/** `response.limit` cuts the outputs and ends paging. */
export const responseLimit: Directive = {
  name: 'response.limit',
  summary: 'The most outputs; no further page is read once they are there. Absent, null or empty means all.',
  examples: [
    {
      manifest: { url: '/', response: { iterate: '{{body}}', limit: '{{parameters.limit}}' } },
      given: { variables: { parameters: { limit: 2 } }, answers: [{ body: [1, 2, 3] }] },
      expected: { outputs: [1, 2] },
    },
    {
      manifest: { url: '/', response: { iterate: '{{body}}', limit: '{{parameters.limit}}' } },
      given: { answers: [{ body: [1, 2, 3] }] },
      expected: { outputs: [1, 2, 3] },
    },
    {
      manifest: { url: '/', response: { limit: 0 } },
      expected: { error: { name: 'InvalidConfigurationError', message: 'response.limit must be' } },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    return {
      emit(round) {
        const limit = limitOf(value, round.call);
        if (limit === undefined) return;
        round.limit = limit;
        if (round.gathered === undefined || isPolled(round)) return;
        const remaining = Math.max(0, limit - round.page.before);
        round.limitReached = countOf(round.gathered) >= remaining;
        round.gathered = cut(round.gathered, remaining);
      },
      finish({ call }) {
        const limit = limitOf(value, call);
        if (limit !== undefined && call.result !== undefined) call.result = cut(call.result, limit);
      },
    };
  },
};

/** The limit as another directive of the request reads it. */
export function compileLimit(context: CompileContext): (call: CallState) => number | undefined {
  const raw = ownValue(context.request['response'], 'limit');
  const limit = raw === undefined ? undefined : context.value(raw);
  return (call) => (limit === undefined ? undefined : limitOf(limit, call));
}

/** A polling trigger puts its items in order before any of them is left out. */
function isPolled({ call, marks }: Round): boolean {
  return marks !== undefined && call.context.polling?.mode !== 'choose';
}

function limitOf(value: CompiledValue, call: CallState): number | undefined {
  const made = value.evaluate(call.evaluation);
  if (made === undefined || made === null || made === '') return undefined;
  const limit = Math.floor(Number(made));
  if (limit >= 1) return limit;
  throw new ConnectorError('InvalidConfigurationError', 'response.limit must be a number of at least 1.', {
    fix: 'Set the limit of the module to 1 or more, or leave it empty for all.',
  });
}
