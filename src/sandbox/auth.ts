import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ownValue } from '../core/json.ts';
import type { Collection } from '../core/json.ts';
import { refusal } from './reply.ts';
import type { Reply } from './reply.ts';
import type { World } from './world.ts';

/** Which of the company's two secrets a route wants. */
export type Access = 'private' | 'publishable';

/** The two secrets as a request presents them; absent when it does not. */
export interface Credentials {
  readonly token: string | undefined;
  readonly publishableKey: string | undefined;
}

/**
 * Finds the secrets in a request: header `X-Token` or `Token` or parameter `token`, header `X-Publishable-Key` or
 * parameter `publishable_key`. Headers come before parameters.
 */
export function findCredentials(headers: IncomingHttpHeaders, params: Collection): Credentials {
  return {
    token: firstText(headers['x-token'], headers['token'], ownValue(params, 'token')),
    publishableKey: firstText(headers['x-publishable-key'], ownValue(params, 'publishable_key')),
  };
}

/** The 401 for a request that may not use a route, or undefined when it may. The private token opens every route. */
export function authRefusal(world: World, credentials: Credentials, access: Access): Reply | undefined {
  if (sameSecret(credentials.token, world.company.token)) return undefined;
  if (access === 'publishable' && sameSecret(credentials.publishableKey, world.company.publishableKey))
    return undefined;
  return refusal(401, world.settings.server === '2014' ? 'Bad Token' : 'Token or publishable_key not found');
}

function firstText(...candidates: readonly unknown[]): string | undefined {
  return candidates.find((candidate) => typeof candidate === 'string' && candidate !== '') as string | undefined;
}

/** Compared by their hashes, so that the time taken tells nothing about how much of a guess is right. */
function sameSecret(presented: string | undefined, secret: string): boolean {
  if (presented === undefined) return false;
  return timingSafeEqual(digest(presented), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
