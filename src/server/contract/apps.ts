import { z } from 'zod';
import { collection, finding, idOf, json } from './primitives.ts';

const crud = z.enum(['create', 'read', 'update', 'delete']);
const moduleType = z.enum(['trigger', 'instant_trigger', 'action', 'search', 'universal', 'responder']);
/** A field with the key names of the app format. */
export const field = collection.meta({ id: 'Field', override: { type: 'object', additionalProperties: true } });

const component = z.object({ name: z.string(), label: z.string() });

export const moduleSummary = z
  .object({
    name: z.string(),
    label: z.string(),
    description: z.string(),
    moduleType,
    actionCrud: crud.optional(),
    connection: z.string().optional(),
    altConnection: z.string().optional().meta({ description: 'A kind of connection people may choose instead.' }),
    webhook: z.string().optional(),
  })
  .meta({ id: 'ModuleSummary' });

export const appSummary = z
  .object({
    name: z.string(),
    label: z.string(),
    version: z.string(),
    description: z.string().optional(),
    theme: z.string().optional(),
    modules: z.number().int(),
    builtIn: z.boolean().meta({ description: 'Whether it belongs to the server, and so is not removed.' }),
  })
  .meta({ id: 'AppSummary' });

export const app = appSummary
  .omit({ modules: true })
  .extend({
    groups: z.array(z.object({ label: z.string(), modules: z.array(z.string()) })),
    modules: z.array(moduleSummary),
    connections: z.array(
      component.extend({
        connectionType: z.enum(['basic', 'oauth']),
        authorization: z.enum(['form', 'browser']).meta({
          description: 'Whether its form is all it takes, or a person has to allow it at the service.',
        }),
        scopes: collection.meta({ description: 'What each scope allows, by scope.' }),
        fields: z.array(field),
        schema: collection,
      }),
    ),
    webhooks: z.array(component.extend({ connection: z.string().optional(), fields: z.array(field) })),
    rpcs: z.array(
      component.extend({
        connection: z.string().optional(),
        fields: z.array(field),
        reads: z.array(z.string()).nullable().meta({
          description: 'Names of the values of the form it works for that it reads besides; null: any.',
        }),
      }),
    ),
  })
  .meta({ id: 'App' });

export const appModule = moduleSummary
  .extend({
    parameters: z.array(field).meta({ description: 'Inputs that are set once and hold no expressions.' }),
    mappable: z.array(field).meta({ description: 'Inputs that are mapped for every bundle.' }),
    interface: z.array(field).meta({
      description:
        'What a bundle of the module looks like; a field of the type `rpc` holds the address of an RPC that gives more.',
    }),
    samples: json.meta({ description: 'An example bundle, or several, or the address of an RPC that gives one.' }),
    schema: collection.meta({ description: 'JSON Schema 2020-12 of all inputs together.' }),
  })
  .meta({ id: 'Module' });

/** Inputs of a module or RPC outside of a scenario. */
export const moduleRun = z
  .strictObject({
    connectionId: idOf('con').optional(),
    input: collection.default({}).meta({ description: 'Resolved inputs by field name; unknown names are refused.' }),
  })
  .meta({ id: 'ModuleRunRequest' });

export const moduleResult = z
  .object({
    bundles: z.array(json).meta({ description: 'Dates and binary data as `{"$value": kind, "of": text}`.' }),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'ModuleRunResult' });

export const requestPreview = z
  .object({
    request: z
      .object({
        method: z.string(),
        url: z.string(),
        headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
        body: z.string().optional(),
      })
      .nullable()
      .meta({ description: 'The first request, secrets redacted; null when the module sends none.' }),
  })
  .meta({ id: 'RequestPreview' });

export const rpcCall = z
  .strictObject({
    connectionId: idOf('con').optional(),
    parameters: collection.default({}).meta({ description: 'Values of the form so far.' }),
    query: z.string().max(4000).optional().meta({
      description: 'What stands behind the question mark of its address; expressions in it read `parameters`.',
    }),
  })
  .meta({ id: 'RpcRequest' });

export const rpcResult = z
  .object({
    data: z.array(json).meta({ description: 'Options (`label`, `value`) or fields.' }),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'RpcResult' });

export const previewRequest = z
  .strictObject({
    app: z.string(),
    module: z.string(),
    connectionId: idOf('con').optional(),
    parameters: collection.default({}),
    mapper: collection.default({}).meta({ description: 'Mapped inputs with expressions.' }),
    bundles: collection.default({}),
    timezone: z.string().optional(),
  })
  .meta({ id: 'PreviewRequest' });

/** One finding in the files of an app. */
export const appFinding = finding
  .extend({
    file: z.string().meta({ description: 'Below the folder of the app; empty for the app as a whole.' }),
    line: z.number().int(),
    column: z.number().int(),
  })
  .meta({ id: 'AppFinding' });

/** The files of an app, as its folder holds them, or as an archive. */
export const appImport = z
  .strictObject({
    files: z.record(z.string(), z.string()).optional().meta({
      description:
        'Texts by path, as they stand in its folder, in any layout that is recognised; at most 2,000, 1 MiB each.',
    }),
    archive: z.base64().optional().meta({ description: 'A zip archive of the folder instead, in base64.' }),
    replace: z.boolean().default(false).meta({ description: 'Take the place of an installed app of the same name.' }),
  })
  .refine(({ files, archive }) => (files === undefined) !== (archive === undefined), {
    message: 'An app comes either as files or as an archive.',
  })
  .meta({ id: 'AppImport' });

const leftOut = z.array(component.extend({ kind: z.string() }));

export const installedApp = appSummary
  .extend({
    findings: z.array(appFinding).meta({
      description: 'Warnings: worth correcting, but the app works. An error among them is about what was left out.',
    }),
    leftOut: leftOut.meta({ description: 'Parts that cannot be used; the app was installed without them.' }),
  })
  .meta({ id: 'InstalledApp' });

export const appReport = z
  .object({
    findings: z.array(appFinding),
    directives: z.object({
      native: z.number().int().meta({ description: 'Directives of the app that are carried out.' }),
      emulated: z.number().int().meta({ description: 'Directives that are accepted because their effect is there.' }),
      unsupported: z.array(z.string()).meta({ description: 'Names of directives that are not carried out.' }),
    }),
    leftOut: leftOut.meta({ description: 'Parts that cannot be used; the app works without them.' }),
    uses: z
      .array(
        z.object({
          name: z.string(),
          support: z.enum(['emulated', 'unsupported']),
          file: z.string(),
          pointer: z.string(),
          line: z.number().int(),
          column: z.number().int(),
        }),
      )
      .meta({ description: 'What it relies on and is not carried out as it is meant, each where it stands.' }),
  })
  .meta({ id: 'AppReport' });
