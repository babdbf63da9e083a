import { isCollection, ownValue } from '../../core/json.ts';
import type { Directive } from '../directive.ts';
import { gatheredFrom } from '../outputs.ts';

/** `condition` decides whether the request is sent at all. */
export const condition: Directive = {
  name: 'condition',
  summary:
    'Skips the request when it is false, empty or zero; with { condition, default } the default becomes its output.',
  examples: [
    {
      manifest: { condition: '{{parameters.wanted}}', url: '/customers' },
      given: { variables: { parameters: { wanted: false } } },
      expected: { requests: [], outputs: [] },
    },
    {
      manifest: { condition: { condition: false, default: { skipped: true } }, url: '/customers' },
      expected: { requests: [], outputs: [{ skipped: true }] },
    },
    {
      manifest: [{ url: '/a' }, { condition: '{{body.more}}', url: '/b' }],
      given: { answers: [{ body: { id: 1 } }] },
      expected: { requests: [{ url: 'https://api.example.com/a' }], outputs: [{ id: 1 }] },
    },
  ],
  compile(raw, context) {
    const settings = isCollection(raw) ? raw : { condition: raw };
    context.checkKeys(settings, ['condition', 'default']);
    const inside = isCollection(raw);
    const test = context.value(settings['condition'] ?? true, inside ? '/condition' : '');
    const otherwise = context.value(settings['default'], '/default');
    const iterates = ownValue(context.request['response'], 'iterate') !== undefined;
    return {
      prepare(round) {
        const { evaluation } = round.call;
        if (test.evaluate(evaluation)) return;
        round.skipped = true;
        const made = gatheredFrom(otherwise.evaluate(evaluation), iterates);
        if (made !== undefined) round.gathered = made;
      },
    };
  },
};
