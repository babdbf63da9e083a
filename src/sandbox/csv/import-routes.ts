import { z } from 'zod';
import { route } from '../control/control-route.ts';
import type { ControlRoute } from '../control/control-route.ts';
import { refusal, reply } from '../http/reply.ts';

/** Control routes that show how imports of customers go on. */
export const IMPORT_ROUTES: readonly ControlRoute[] = [
  route(['get', '/imports', 'imports of customers, newest first'], z.strictObject({}), ({ imports }) =>
    reply(200, imports.list()),
  ),
  route(
    ['get', '/import', 'one import: rows done and in all, and what was wrong'],
    z.strictObject({ id: z.coerce.number().int() }),
    ({ imports }, { id }) => {
      const job = imports.find(id);
      return job === undefined ? refusal(404, 'Import not found') : reply(200, job);
    },
  ),
  route(
    ['post', '/imports/stop', 'ends the imports that run; what was taken in stays'],
    z.strictObject({}),
    (parts) => {
      parts.imports.stop();
      return reply(200, parts.imports.list());
    },
  ),
];
