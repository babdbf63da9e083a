import { isCollection, type Collection } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import { byStatus, isStatusKey } from '../by-status.ts';
import type { CompileContext, Directive } from '../directive.ts';
import { compileFailure, type FailureTemplate } from '../failure.ts';
import { failureOf, isRefusal } from '../outcome.ts';

/** `response.error` turns an answer that is no success into an error with a message and a type. */
export const responseError: Directive = {
  name: 'response.error',
  summary:
    'The message of a refused answer (status 400 and above, or not valid), or { message, type } with entries per status. Types are those of the error table; 429 is a RateLimitError and 5xx a ConnectionError unless set.',
  always: true,
  examples: [
    {
      manifest: { url: '/', response: { error: '{{body.error}}' } },
      given: { answers: [{ status: 422, body: { error: 'Phone number is not valid' } }] },
      expected: { error: { name: 'RuntimeError', message: 'Phone number is not valid' } },
    },
    {
      manifest: {
        url: '/',
        response: {
          error: { message: 'Failed: {{body.why}}', '401': { message: 'Bad token', type: 'InvalidAccessTokenError' } },
        },
      },
      given: { answers: [{ status: 401, body: {} }] },
      expected: { error: { name: 'InvalidAccessTokenError', message: 'Bad token' } },
    },
    {
      manifest: { url: '/', response: { error: { type: 'OutOfMoneyError', message: 'Pay first' } } },
      given: { answers: [{ status: 402, body: {} }] },
      expected: { error: { name: 'RuntimeError', message: 'Pay first' } },
    },
    {
      manifest: { url: '/' },
      given: { answers: [{ status: 503, body: 'down' }] },
      expected: { error: { name: 'ConnectionError', message: '[503] Service Unavailable' } },
    },
  ],
  compile(raw, context) {
    const general = compileGeneral(raw, context);
    const statuses = isCollection(raw) ? compileStatuses(raw, context) : undefined;
    return {
      receive(round) {
        if (!isRefusal(round) && round.veto === undefined) return;
        const { evaluation } = round.call;
        const status = round.response === undefined ? undefined : statuses?.of(round.response.status);
        throw failureOf(round, [round.veto, status?.(evaluation), general?.(evaluation)]);
      },
    };
  },
};

function compileGeneral(raw: unknown, context: CompileContext): FailureTemplate | undefined {
  if (raw === undefined) return undefined;
  if (!isCollection(raw)) return compileFailure({ message: raw }, context, { message: '', type: '' });
  context.checkKeys(raw, ['message', 'type', ...Object.keys(raw).filter(isStatusKey)]);
  return compileFailure(raw, context, { message: '/message', type: '/type' });
}

function compileStatuses(raw: Collection, context: CompileContext): ReturnType<typeof byStatus<FailureTemplate>> {
  const entries = Object.entries(raw).filter(([key]) => isStatusKey(key));
  return byStatus(
    entries.map(([key, said]) => {
      const at = pointerTo('', key);
      const inside = isCollection(said);
      if (inside) context.checkKeys(said, ['message', 'type'], at);
      const places = { message: inside ? `${at}/message` : at, type: `${at}/type` };
      return [key, compileFailure(inside ? said : { message: said }, context, places)] as const;
    }),
  );
}
