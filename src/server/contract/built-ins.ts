import { z } from 'zod';
import { field } from './apps.ts';

/** A module that needs no app. */
export const builtInModule = z
  .object({
    name: z.string().meta({ description: 'As blueprints name it, for example `builtin:BasicRouter`.' }),
    label: z.string(),
    summary: z.string(),
    group: z.enum(['triggers', 'flow-control', 'tools', 'json', 'http', 'data-stores', 'webhooks', 'error-handling']),
    kind: z.enum(['trigger', 'action', 'router', 'branching', 'merge', 'iterator', 'aggregator', 'directive']),
    replacedBy: z.string().optional().meta({ description: 'An older name of this module; not for new scenarios.' }),
    parameters: z.array(field).meta({
      description:
        'Inputs without expressions. A field named `*` stands for members people name themselves. They are kept in `parameters` of the module, or where `in` says: in its `flags`, or `module` for the module itself.',
    }),
    mappable: z.array(field).meta({
      description: 'Inputs with expressions. They are kept in `mapper` of the module, or where `in` says.',
    }),
    interface: z.array(field).meta({ description: 'What a bundle looks like, as far as that is fixed.' }),
  })
  .meta({ id: 'BuiltInModule' });

export const builtInModules = z.object({ data: z.array(builtInModule) }).meta({ id: 'BuiltInModuleList' });
