import type { App, AppConnection } from './app.ts';

/**
 * The app with the connections of other apps in place of those it only names: an account is asked for, renewed and
 * revoked as the app that owns the connection has it, with the constants of that app. What no app has stays an alias.
 * @param apps The installed apps by name.
 */
export function withAliases(app: App, apps: ReadonlyMap<string, App>): App {
  const named = [...app.connections.values()].flatMap((connection) => {
    const lent = connection.aliasTo === undefined ? undefined : lentTo(app, connection.aliasTo, apps);
    return lent === undefined ? [] : [[connection.name, { ...lent, name: connection.name }] as const];
  });
  return named.length === 0 ? app : { ...app, connections: new Map([...app.connections, ...named]) };
}

/** Connections of Make are called after their app; where several apps have one of the name, that app is meant. */
function lentTo(borrower: App, name: string, apps: ReadonlyMap<string, App>): AppConnection | undefined {
  const lenders = [...apps.values()].filter((app) => app.name !== borrower.name && isOwn(app.connections.get(name)));
  const lender = lenders.find((app) => name.startsWith(app.name)) ?? lenders[0];
  const own = lender?.connections.get(name);
  if (lender === undefined || own === undefined) return undefined;
  return { ...own, common: { ...lender.common, ...own.common }, lentBy: lender.name };
}

function isOwn(connection: AppConnection | undefined): boolean {
  return connection !== undefined && connection.aliasTo === undefined && connection.lentBy === undefined;
}
