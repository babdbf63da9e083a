import type { Directive } from '../directive.ts';

/** `response.expires` is when the user must authorise a connection again. */
export const responseExpires: Directive = {
  name: 'response.expires',
  summary: 'When the user must authorise the connection again: a date, its text, or milliseconds since 1970.',
  examples: [
    {
      kind: 'connection',
      manifest: { url: 'https://api.example.com/me', response: { expires: '{{body.until}}' } },
      given: { answers: [{ body: { until: '2030-01-01T00:00:00Z' } }] },
      expected: { result: { expires: Date.UTC(2030, 0, 1) } },
    },
    {
      kind: 'connection',
      manifest: { url: 'https://api.example.com/me', response: { expires: 'some day' } },
      expected: {
        result: { expires: undefined, warnings: ['response.expires is not a date, so it was passed over.'] },
      },
    },
  ],
  compile(raw, context) {
    const value = context.value(raw);
    return {
      store({ call }) {
        const made = value.evaluate(call.evaluation);
        if (made === undefined || made === null || made === '') return;
        const at = millisecondsOf(made);
        if (Number.isFinite(at)) call.expires = at;
        else call.warnings.push('response.expires is not a date, so it was passed over.');
      },
    };
  },
};

function millisecondsOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
