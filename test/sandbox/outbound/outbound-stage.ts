import { openStage, send } from '../stage.ts';
import type { Answer, Stage } from '../stage.ts';

/** The tokens of the users a new sandbox has. */
export const TOKENS = {
  admin: 'outbound_demo_token_0123456789ab',
  viewer: 'outbound_viewer_token_0123456789',
  fiber: 'outbound_fiber_token_0123456789a',
} as const;

/** A sandbox with short ways to call the service for outbound texts. */
export interface OutboundStage extends Stage {
  /** A call as a program makes it, with the token of a user. */
  call(method: string, path: string, body?: unknown, user?: keyof typeof TOKENS): Promise<Answer>;
  /** A call as a page makes it, for an administrator. */
  page(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Moves the time on, and waits until everything that came due is done. */
  pass(seconds: number): Promise<void>;
}

/** Starts a sandbox at {@link START}, 06:00 in Chicago, which is the time zone of the first instance. */
export async function openOutbound(options?: Parameters<typeof openStage>[0]): Promise<OutboundStage> {
  const stage = await openStage(options);
  const { url } = stage.sandbox;
  return {
    ...stage,
    call: (method, path, body, user = 'admin') =>
      send(method, `${url}/outbound/v1${path}`, body, { Authorization: `Bearer ${TOKENS[user]}` }),
    page: (method, path, body) => stage.control(method, `/outbound${path}`, body),
    async pass(seconds) {
      await stage.control('POST', '/clock', { advanceMs: seconds * 1000 });
    },
  };
}
