import type { z } from 'zod';
import { toJsonSchema } from '../../forms/json-schema.ts';
import type { Field } from '../../forms/field.ts';
import type { Form } from '../../forms/form.ts';
import type { App, AppModule } from '../../manifest/app.ts';
import type { Json } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import type * as contract from '../contract/apps.ts';

/** An app in a list. */
export function showAppSummary(app: App, builtIn: boolean): z.output<typeof contract.appSummary> {
  const { name, label, version, description, theme } = app;
  return {
    name,
    label,
    version,
    ...(description !== undefined && { description }),
    ...(theme !== undefined && { theme }),
    modules: app.modules.size,
    builtIn,
  };
}

/** An app with all its parts. */
export function showApp(app: App, builtIn: boolean): z.output<typeof contract.app> {
  const { modules: _count, ...summary } = showAppSummary(app, builtIn);
  return {
    ...summary,
    groups: app.groups.map(({ label, modules }) => ({ label, modules: [...modules] })),
    modules: [...app.modules.values()].map(showModuleSummary),
    connections: [...app.connections.values()].map(({ name, label, connectionType, form, oauth, scopes }) => {
      const schema = { ...toJsonSchema(form.fields) };
      const authorization = oauth?.authorize === undefined ? ('form' as const) : ('browser' as const);
      return { name, label, connectionType, authorization, scopes, fields: inputsOf(form), schema };
    }),
    webhooks: [...app.webhooks.values()].map(showComponent),
    rpcs: [...app.rpcs.values()].map((rpc) => ({
      ...showComponent(rpc),
      reads: rpc.reads === undefined ? null : [...rpc.reads],
    })),
  };
}

/** A finding in the files of an app. */
export function showAppFinding(problem: Problem): z.output<typeof contract.appFinding> {
  const { file = '', pointer, position, severity, code, message, fix } = problem;
  const { line, column } = position ?? { line: 1, column: 1 };
  return { file, line, column, pointer, severity, code, message, ...(fix !== undefined && { fix }) };
}

/** A module with its forms, its output and its samples. */
export function showModule(module: AppModule): z.output<typeof contract.appModule> {
  return {
    ...showModuleSummary(module),
    parameters: inputsOf(module.parameters),
    mappable: inputsOf(module.mappable),
    interface: inputsOf({ fields: module.interface, addresses: module.outputAddresses }),
    samples: (module.samples ?? null) as Json,
    schema: { ...toJsonSchema(module.form.fields) },
  };
}

function showModuleSummary(module: AppModule): z.output<typeof contract.moduleSummary> {
  const { name, label, description, moduleType, actionCrud, connection, altConnection, webhook } = module;
  return {
    name,
    label,
    description,
    moduleType,
    ...(actionCrud !== undefined && { actionCrud }),
    ...(connection !== undefined && { connection }),
    ...(altConnection !== undefined && { altConnection }),
    ...(webhook !== undefined && { webhook }),
  };
}

interface Component {
  readonly name: string;
  readonly label: string;
  readonly connection?: string;
  readonly form: Pick<Form, 'fields' | 'addresses'>;
}

function showComponent({ name, label, connection, form }: Component) {
  return { name, label, ...(connection !== undefined && { connection }), fields: inputsOf(form) };
}

/** The fields of a form; where an RPC gives some, a field of the type `rpc` holds its address. */
function inputsOf({ fields, addresses }: Pick<Form, 'fields' | 'addresses'>): Record<string, unknown>[] {
  return [...fieldsOf(fields), ...addresses.map((rpc) => ({ type: 'rpc', rpc }))];
}

/** Fields with the key names of the app format. */
export function fieldsOf(fields: readonly Field[]): Record<string, unknown>[] {
  return fields.map((field) => ({ ...field }));
}
