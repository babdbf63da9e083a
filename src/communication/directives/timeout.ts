import type { Directive } from '../directive.ts';
import { LONGEST_TIMEOUT } from '../request.ts';

/** `timeout` is the deadline of the whole exchange. */
export const timeout: Directive = {
  name: 'timeout',
  summary: 'Milliseconds until the whole answer must be there, 1 to 300,000; common.timeout sets it for all modules.',
  examples: [
    { manifest: { url: '/slow', timeout: 90_000 }, expected: { requests: [{ deadlineMs: 90_000 }] } },
    {
      manifest: { url: '/slow' },
      given: { variables: { common: { timeout: 60_000 } } },
      expected: { requests: [{ deadlineMs: 60_000 }] },
    },
    {
      manifest: { url: '/slow', timeout: 'soon' },
      expected: { problems: [{ pointer: '/timeout', code: 'INVALID_DIRECTIVE' }] },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    if (value.isStatic && !isDuration(Number(raw))) {
      context.report({ code: 'INVALID_DIRECTIVE', message: 'timeout must be a number of milliseconds above 0.' });
    }
    return {
      build({ draft, call }) {
        const milliseconds = Number(value.evaluate(call.evaluation));
        if (isDuration(milliseconds)) draft.timeout = Math.min(milliseconds, LONGEST_TIMEOUT);
      },
    };
  },
};

function isDuration(milliseconds: number): boolean {
  return Number.isFinite(milliseconds) && milliseconds >= 1;
}
