import { shown } from '../shown.ts';
import type { ServerCommand } from '../server-command.ts';

/** `keys …`: the key that seals tokens in the store of the running server. */
export const KEY_COMMANDS: readonly ServerCommand[] = [
  {
    name: 'rotate',
    summary: 'seal everything with another key while the server goes on working',
    run: async ({ api }) => {
      const done = await api.call({ method: 'POST', path: '/keys/rotate' });
      return { data: done, say: `Sealed ${shown(done['resealed'])} records with the key ${shown(done['keyId'])}.` };
    },
  },
];
