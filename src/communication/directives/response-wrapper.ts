import type { Directive } from '../directive.ts';
import { gatheredFrom } from '../outputs.ts';

/** `response.wrapper` reshapes the final output once. */
export const responseWrapper: Directive = {
  name: 'response.wrapper',
  summary: 'Reshapes the final output, after all pages, as a whole: output is the array of items, or the one output.',
  takesNull: true,
  examples: [
    {
      manifest: {
        url: '/',
        response: {
          iterate: '{{body}}',
          output: '{{item.id}}',
          wrapper: { ids: '{{output}}', from: '{{statusCode}}' },
        },
      },
      given: { answers: [{ body: [{ id: 1 }, { id: 2 }] }] },
      expected: { outputs: [{ ids: [1, 2], from: 200 }] },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    return {
      finish({ call }) {
        const { result, variables } = call;
        variables['output'] = result?.many === true ? result.list : result?.list[0];
        const made = gatheredFrom(value.evaluate(call.evaluation), result?.many === true);
        call.result = made ?? { list: [], many: false };
      },
    };
  },
};
