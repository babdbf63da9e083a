import { createCookieJar } from '../../http/cookies.ts';
import type { Directive } from '../directive.ts';
import type { CallState } from '../round.ts';

/** `shareCookies` sends the cookies of one answer along with the requests after it. */
export const shareCookies: Directive = {
  name: 'shareCookies',
  summary:
    'When true, the cookies that answers set are sent along with the later requests of the same call, to the host that set them; those of answers that redirect are not kept.',
  examples: [
    {
      manifest: [
        { url: '/login', method: 'POST', shareCookies: true },
        { url: '/me', shareCookies: true },
      ],
      given: { answers: [{ headers: { 'set-cookie': 'session=a1; Path=/; HttpOnly' } }, { body: { id: 1 } }] },
      expected: { requests: [{}, { headers: { Cookie: 'session=a1' } }], outputs: [{ id: 1 }] },
    },
    {
      manifest: [{ url: '/login', method: 'POST' }, { url: '/me' }],
      given: { answers: [{ headers: { 'set-cookie': 'session=a1' } }, {}] },
      expected: { requests: [{}, { headers: {} }] },
    },
  ],
  compile(raw) {
    if (raw !== true) return {};
    return {
      build({ call, draft }) {
        const cookies = draft.url === undefined ? undefined : jarOf(call).headerFor(draft.url);
        if (cookies === undefined) return;
        const written = Object.keys(draft.headers).find((name) => name.toLowerCase() === 'cookie');
        const own = written === undefined ? [] : [draft.headers[written] ?? []].flat();
        draft.headers = { ...draft.headers, [written ?? 'Cookie']: [...own, cookies].join('; ') };
      },
      receive({ call, response }) {
        if (response !== undefined) jarOf(call).take(response.url, response.headers['set-cookie']);
      },
    };
  },
};

function jarOf(call: CallState): NonNullable<CallState['cookies']> {
  call.cookies ??= createCookieJar(() => call.context.clock.now());
  return call.cookies;
}
