import type { z } from 'zod';
import type { ConnectionView } from '../../vault/connection-view.ts';
import type { connectionRow } from '../contract/connections.ts';
import type { ServerParts } from '../parts.ts';
import { showConnection } from '../views/connection.ts';

/** How the rows of connections are shown: one look at what there is for all of them. */
export async function connectionRows({
  countUses,
}: Pick<ServerParts, 'countUses'>): Promise<(view: ConnectionView) => z.output<typeof connectionRow>> {
  const uses = await countUses();
  return (view) => {
    const { scenarios = 0, webhooks = 0 } = uses.get(view.id) ?? {};
    return { ...showConnection(view), usedBy: { scenarios, webhooks } };
  };
}
