import type { App, AppConnection } from '../manifest/app.ts';

/**
 * Scopes a connection asks for: its own, those of every part of the app that works with it, and what a person adds.
 * Each stands once, in that order.
 */
export function scopesFor(app: App, connection: AppConnection, extra: readonly string[] = []): readonly string[] {
  const users = [...app.modules.values(), ...app.webhooks.values()].filter(
    (part) => part.connection === connection.name || part.altConnection === connection.name,
  );
  return [...new Set([...connection.scope, ...users.flatMap(({ scope }) => scope), ...extra])];
}
