import { z } from 'zod';
import { withInput } from '../control/control-route.ts';
import { refusal } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { Sonar } from '../service/sonar.ts';
import type { OutboundUser, Permission } from './outbound-schema.ts';
import type { Instance } from './outbound-world.ts';

/** One call of the service for outbound texts. */
export interface OutboundCall {
  readonly sonar: Sonar;
  readonly instance: Instance;
  /** Who calls: the owner of the token, or the person a page acts for. */
  readonly user: OutboundUser;
}

/** One route: what it takes, who may use it, and what it does. */
export interface OutboundRoute {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly summary: string;
  /** Permissions that are all needed. */
  readonly needs: readonly Permission[];
  /** What no caller of the service does, but the sandbox lets happen: a reply, a carrier's refusal. */
  readonly sandboxOnly: boolean;
  readonly answer: (call: OutboundCall, input: unknown) => Reply | Promise<Reply>;
}

/** An id, also as the text it is in a query. */
export const givenId = z.union(
  [
    z.int(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ],
  { error: 'a whole number' },
);

/** What a route takes and who may use it. */
interface Terms<T> {
  readonly takes: z.ZodType<T>;
  readonly needs?: readonly Permission[];
  readonly sandboxOnly?: boolean;
}

/** A route whose input is checked before its action sees it; permissions come first, findings are answered with 400. */
export function outboundRoute<T>(
  [method, path, summary]: readonly [OutboundRoute['method'], string, string],
  { takes, needs = [], sandboxOnly = false }: Terms<T>,
  act: (call: OutboundCall, input: T) => Reply | Promise<Reply>,
): OutboundRoute {
  const answer: OutboundRoute['answer'] = (call, input) => {
    const missing = missingPermission(call.user, needs);
    if (missing !== undefined) return refusal(403, `${call.user.name} lacks the permission "${missing}"`);
    return withInput(takes, input, (fit) => act(call, fit));
  };
  return { method, path, summary, needs, sandboxOnly, answer };
}

function missingPermission(user: OutboundUser, needs: readonly Permission[]): Permission | undefined {
  return user.super_admin ? undefined : needs.find((permission) => !user.permissions.includes(permission));
}
