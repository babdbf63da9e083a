import { isCollection } from '../../core/json.ts';
import type { CompiledValue } from '../../iml/value.ts';
import type { Directive } from '../directive.ts';
import type { CallState } from '../round.ts';

/** `repeat` sends the request again until a condition is no longer met, as for a job that takes its time. */
export const repeat: Directive = {
  name: 'repeat',
  aliases: ['while'],
  summary:
    'Sends the request again while condition is met, after delay milliseconds, at most limit times. The last answer counts.',
  examples: [
    {
      manifest: {
        url: '/jobs/1',
        repeat: { condition: '{{body.status = "running"}}', delay: 1, limit: 5 },
        response: { output: '{{body.status}}' },
      },
      given: {
        answers: [{ body: { status: 'running' } }, { body: { status: 'running' } }, { body: { status: 'done' } }],
      },
      expected: { requests: [{}, {}, {}], outputs: ['done'] },
    },
    {
      manifest: { url: '/jobs/1', repeat: { condition: true, limit: 2 }, response: { output: 'stopped' } },
      expected: { requests: [{}, {}, {}], outputs: ['stopped'] },
    },
  ],
  compile(raw, context) {
    if (!isCollection(raw) || raw['condition'] === undefined) {
      context.report({ code: 'INVALID_DIRECTIVE', message: 'repeat must be { condition, delay, limit }.' });
      return {};
    }
    context.checkKeys(raw, ['condition', 'delay', 'limit']);
    const condition = context.value(raw['condition'], '/condition');
    const delay = context.value(raw['delay'], '/delay');
    const limit = context.value(raw['limit'], '/limit');
    return {
      again(round) {
        const { call } = round;
        if (!condition.evaluate(call.evaluation)) return;
        round.again = {
          delay: Math.min(numberOf(delay, call, 0), LONGEST_DELAY),
          limit: numberOf(limit, call, Number.POSITIVE_INFINITY),
        };
      },
    };
  },
};

/** Milliseconds. */
const LONGEST_DELAY = 300_000;

function numberOf(value: CompiledValue, call: CallState, otherwise: number): number {
  const made = value.evaluate(call.evaluation);
  const number = made === undefined || made === null || made === '' ? Number.NaN : Number(made);
  return Number.isFinite(number) && number >= 0 ? number : otherwise;
}
