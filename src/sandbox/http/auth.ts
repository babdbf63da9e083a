import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ownValue } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import { refusal } from './reply.ts';
import type { Reply } from './reply.ts';
import type { World } from '../world/world.ts';

/** Which of the company's two secrets a route wants. */
export type Access = 'private' | 'publishable';

/** The two secrets as a request presents them; absent when it does not. */
export interface Credentials {
  readonly token: string | undefined;
  /** Every text given as a private token, whether it is looked at or not: none may be shown to people. */
  readonly presented: readonly string[];
  readonly publishableKey: string | undefined;
}

/**
 * Finds the secrets in a request: header `X-Token` or `Token` or parameter `token`, header `X-Publishable-Key` or
 * parameter `publishable_key`. Headers come before parameters, and those in the order of their sources.
 */
export function findCredentials(headers: IncomingHttpHeaders, ...sources: readonly Collection[]): Credentials {
  const given = (name: string): unknown[] => sources.map((source) => ownValue(source, name));
  const presented = textsAmong(headers['x-token'], headers['token'], ...given('token'));
  const [publishableKey] = textsAmong(headers['x-publishable-key'], ...given('publishable_key'));
  return { token: presented[0], presented, publishableKey };
}

/** The 401 for a request that may not use a route, or undefined when it may. The private token opens every route. */
export function authRefusal(world: World, credentials: Credentials, access: Access): Reply | undefined {
  if (sameSecret(credentials.token, world.company.token)) return undefined;
  if (access === 'publishable' && sameSecret(credentials.publishableKey, world.company.publishableKey))
    return undefined;
  return refusal(401, world.settings.server === '2014' ? 'Bad Token' : 'Token or publishable_key not found');
}

function textsAmong(...candidates: readonly unknown[]): string[] {
  return candidates.filter((candidate) => typeof candidate === 'string' && candidate !== '') as string[];
}

/** Whether a secret was presented: compared by their hashes, so that the time taken tells nothing about a guess. */
export function sameSecret(presented: string | undefined, secret: string): boolean {
  if (presented === undefined) return false;
  return timingSafeEqual(digest(presented), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
