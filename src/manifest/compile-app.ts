import type { Call } from '../communication/call.ts';
import { ConnectorError } from '../core/errors.ts';
import { ownValue } from '../core/json.ts';
import type { Problem } from '../core/source.ts';
import type { ActionCrud, App, AppModule, AppRpc, AppWebhook, ModuleGroup, ModuleType } from './app.ts';
import { digestOf, textsOf } from './app-content.ts';
import { collectionAt, componentNamed, componentsOf, nameOf, textAt, textsAt } from './component.ts';
import { connectionOf } from './compile-connection.ts';
import { createPartCompiler, type PartCompiler } from './compile-parts.ts';
import { compileInbound } from './inbound.ts';
import { moduleCalls } from './module-calls.ts';
import type { AppSource } from './app-source.ts';
import type { Read } from './reads.ts';
import type { SourceFile, SourceKind } from './source-file.ts';

/** A compiled app and what its compilers found. The app may only be used when they, and the schemas, found no error. */
export interface CompiledApp {
  readonly app: App;
  readonly problems: readonly Problem[];
}

/** Compiles every form, call and template of an app; a part that does not compile is a problem and stays empty. */
export function compileApp(source: AppSource, folder: string): CompiledApp {
  const problems: Problem[] = [];
  const parts = createPartCompiler(source, problems);
  const { manifest } = source;
  const description = ownValue(manifest?.json, 'description');
  const theme = ownValue(manifest?.json, 'theme');
  const common = manifest === undefined ? {} : collectionAt(manifest, 'common');
  const files = textsOf(source.texts);
  const app: App = {
    name: String(ownValue(manifest?.json, 'name')),
    label: String(ownValue(manifest?.json, 'label')),
    version: String(ownValue(manifest?.json, 'version')),
    ...(typeof description === 'string' ? { description } : {}),
    ...(typeof theme === 'string' ? { theme } : {}),
    groups: (ownValue(manifest?.json, 'groups') ?? []) as readonly ModuleGroup[],
    modules: byName(source, 'module', (file) => moduleOf(file, parts, source)),
    connections: byName(source, 'connection', (file) => connectionOf(file, parts, common)),
    webhooks: byName(source, 'webhook', (file) => webhookOf(file, parts)),
    rpcs: byName(source, 'rpc', (file) => rpcOf(file, parts, source)),
    common,
    functions: source.functions,
    files,
    digest: digestOf(files),
    folder,
    findings: [],
    leftOut: [],
  };
  return { app, problems };
}

function byName<Component>(
  source: AppSource,
  kind: SourceKind,
  compile: (file: SourceFile) => Component,
): ReadonlyMap<string, Component> {
  return new Map(componentsOf(source, kind).map((file) => [nameOf(file), compile(file)]));
}

function moduleOf(file: SourceFile, parts: PartCompiler, source: AppSource): AppModule {
  const actionCrud = textAt(file, 'actionCrud');
  const webhook = textAt(file, 'webhook');
  const hook = webhook === undefined ? undefined : componentNamed(source, 'webhook', webhook);
  const connection = textAt(file, 'connection') ?? (hook === undefined ? undefined : textAt(hook, 'connection'));
  const fixed = ownValue(file.json, 'parameters') === undefined ? 'staticParams' : 'parameters';
  const output = parts.form(file, 'interface');
  return {
    name: nameOf(file),
    label: textAt(file, 'label') ?? nameOf(file),
    description: textAt(file, 'description') ?? '',
    moduleType: textAt(file, 'moduleType') as ModuleType,
    ...(actionCrud === undefined ? {} : { actionCrud: actionCrud as ActionCrud }),
    ...(ownValue(file.json, 'idempotent') === true ? { idempotent: true } : {}),
    ...(connection === undefined ? {} : { connection }),
    ...(webhook === undefined ? {} : { webhook }),
    ...altConnectionOf(file),
    scope: textsAt(file, 'scope'),
    ...moduleCalls(file, parts),
    parameters: parts.form(file, fixed),
    mappable: parts.form(file, 'mappableParams'),
    form: parts.joinedForm(file, [fixed, 'mappableParams']),
    interface: output.fields,
    outputAddresses: output.addresses,
    ...(readsOf(file, source, 'metadata').length > 0 && { readsMetadata: true }),
    samples: ownValue(file.json, 'samples'),
  };
}

function webhookOf(file: SourceFile, parts: PartCompiler): AppWebhook {
  const connection = textAt(file, 'connection');
  const calls = HOOK_CALLS.flatMap((key) => {
    const call = parts.call(file, key, 'hook');
    return call === undefined ? [] : [[key, call] as const];
  });
  const eventId = parts.template(file, 'eventId');
  return {
    name: nameOf(file),
    label: textAt(file, 'label') ?? nameOf(file),
    webhookType: textAt(file, 'webhookType') === 'web-shared' ? 'web-shared' : 'web',
    ...(connection === undefined ? {} : { connection }),
    ...altConnectionOf(file),
    scope: textsAt(file, 'scope'),
    form: parts.form(file, 'parameters'),
    ...(Object.fromEntries(calls) as Partial<Record<(typeof HOOK_CALLS)[number], Call>>),
    inbound:
      parts.attempt(file, '', () =>
        compileInbound(ownValue(file.json, 'communication'), '/communication', parts.functions),
      ) ?? compileInbound(undefined),
    ...(eventId === undefined ? {} : { eventId }),
  };
}

const HOOK_CALLS = ['attach', 'detach', 'update', 'list'] as const;

function rpcOf(file: SourceFile, parts: PartCompiler, source: AppSource): AppRpc {
  const connection = textAt(file, 'connection');
  const reads = parameterReads(file, source);
  return {
    name: nameOf(file),
    label: textAt(file, 'label') ?? nameOf(file),
    ...(connection === undefined ? {} : { connection }),
    ...altConnectionOf(file),
    form: parts.form(file, 'parameters'),
    ...(reads === undefined ? {} : { reads }),
    call: parts.call(file, 'communication', 'rpc') ?? NO_CALL,
  };
}

/** Names below `parameters` that an RPC reads, in what it inherits too; undefined when it may read any of them. */
function parameterReads(file: SourceFile, source: AppSource): readonly string[] | undefined {
  const paths = readsOf(file, source, 'parameters');
  const names = paths.flatMap(({ path }) => path[1] ?? []);
  return names.length === paths.length ? [...new Set(names)] : undefined;
}

/** What a component, or what it inherits, reads below a name. */
function readsOf(file: SourceFile, source: AppSource, root: string): readonly Read[] {
  const files = source.manifest === undefined ? [file] : [file, source.manifest];
  return files.flatMap((each) => source.readsOf(each)).filter(({ path }) => path[0] === root);
}

function altConnectionOf(file: SourceFile): { readonly altConnection?: string } {
  const altConnection = textAt(file, 'altConnection');
  return altConnection === undefined ? {} : { altConnection };
}

/** Stands in for a call that did not compile; such an app is never given out. */
const NO_CALL: Call = {
  run: () => Promise.reject(new ConnectorError('UnexpectedError', 'This call has not been compiled.')),
  preview: () => undefined,
  address: () => undefined,
};
