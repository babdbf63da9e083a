import { isCollection } from '../../core/json.ts';
import type { Directive } from '../directive.ts';
import { compileFailure } from '../failure.ts';
import { isRefusal } from '../outcome.ts';

/** `response.valid` refuses an answer whose status says success. */
export const responseValid: Directive = {
  name: 'response.valid',
  summary:
    'A condition that a successful answer must meet as well; { condition, message, type } also says what is wrong.',
  examples: [
    {
      manifest: { url: '/', response: { valid: '{{body.ok}}', error: 'The service said: {{body.reason}}' } },
      given: { answers: [{ body: { ok: false, reason: 'closed' } }] },
      expected: { error: { name: 'RuntimeError', message: 'The service said: closed' } },
    },
    {
      manifest: {
        url: '/',
        response: { valid: { condition: '{{body.ok}}', message: 'Not found', type: 'DataError' }, error: 'Other' },
      },
      given: { answers: [{ body: {} }] },
      expected: { error: { name: 'DataError', message: 'Not found' } },
    },
    {
      manifest: { url: '/', response: { valid: '{{body.ok}}' } },
      expected: { error: { name: 'RuntimeError', message: 'Response marked as invalid.' } },
    },
  ],
  compile(raw, context) {
    const inside = isCollection(raw);
    const settings = inside ? raw : { condition: raw };
    context.checkKeys(settings, ['condition', 'message', 'type']);
    const test = context.value(settings['condition'] ?? true, inside ? '/condition' : '');
    const said = compileFailure(settings, context, { message: '/message', type: '/type' });
    return {
      receive(round) {
        const { evaluation } = round.call;
        if (!isRefusal(round) && !test.evaluate(evaluation)) round.veto = said(evaluation);
      },
    };
  },
};
