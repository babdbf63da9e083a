import { isCollection, ownValue } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import type { OutboundData } from './outbound-schema.ts';
import { OUTBOUND_SEED } from './outbound-seed.ts';

/** Leaves out the tokens of the seed, so that a token in a file always is one that somebody made. */
export function withoutSeedTokens(data: OutboundData): unknown {
  const instances = data.instances.map(({ users, ...instance }) => ({
    ...instance,
    users: users.map(({ token, ...user }) => (token === seedToken(instance.id, user.name) ? user : { ...user, token })),
  }));
  return { ...data, instances };
}

/** Gives users without a token the one they have in the seed. Anything that is no such data stays as it is. */
export function withSeedTokens(data: unknown): unknown {
  const instances = ownValue(data, 'instances');
  if (!isCollection(data) || !Array.isArray(instances)) return data;
  return { ...data, instances: instances.map(withTokens) };
}

function withTokens(instance: unknown): unknown {
  const users = ownValue(instance, 'users');
  if (!isCollection(instance) || !Array.isArray(users)) return instance;
  return { ...instance, users: users.map((user) => withToken(String(instance['id']), user)) };
}

function withToken(instanceId: string, user: unknown): unknown {
  if (!isCollection(user)) return user;
  const token = seedToken(instanceId, String(user['name']));
  return token === undefined ? user : ({ token, ...user } satisfies Collection);
}

function seedToken(instanceId: string, userName: string): string | undefined {
  const instance = OUTBOUND_SEED.instances.find(({ id }) => id === instanceId);
  return instance?.users.find(({ name }) => name === userName)?.token;
}
