import type { Support } from '../communication/directive.ts';
import { isCollection, ownValue } from '../core/json.ts';
import { pointerTo } from '../core/source.ts';
import type { AppSource } from './app-source.ts';
import type { SourceFile, SourceKind } from './source-file.ts';

/** Something an app may rely on besides directives: how far it works here, and how it is found. */
export interface Feature {
  readonly name: string;
  /** What it is, and what is different here if something is, one sentence. */
  readonly summary: string;
  readonly support: Support;
  /** Pointers to every use of it in a file. */
  readonly usesIn: (file: SourceFile) => readonly string[];
}

/** Every feature that the report on an app knows. To add one: a line here. */
export const FEATURES: readonly Feature[] = [
  valued('module', 'moduleType', 'action', 'An action: one bundle in, one out, or several when it gives a list.'),
  valued('module', 'moduleType', 'search', 'A search: every item it finds is a bundle.'),
  valued('module', 'moduleType', 'trigger', 'A polling trigger: it asks on a schedule and gives what is new.'),
  valued('module', 'moduleType', 'instant_trigger', 'An instant trigger: what its webhook receives.'),
  valued('module', 'moduleType', 'universal', 'A universal module: any request of the service.'),
  valued('module', 'moduleType', 'responder', 'A responder: it answers the request a webhook received.'),
  valued('connection', 'connectionType', 'basic', 'A connection with fields that a person fills in.'),
  valued('connection', 'connectionType', 'oauth', 'A connection that is authorised at the service, with OAuth 1 or 2.'),
  valued('webhook', 'webhookType', 'web', 'A webhook with an address for every hook.'),
  valued('webhook', 'webhookType', 'web-shared', 'A webhook with one address for all accounts.'),
  present('module', 'epoch', 'native', 'Choosing where a polling trigger starts.'),
  present('module', 'altConnection', 'native', 'A second kind of connection that people may choose.'),
  present('module', 'scope', 'native', 'Scopes that the connection of a module must hold.'),
  present('connection', 'common', 'native', 'Constants of the app for one kind of connection.'),
  present('connection', 'scopes', 'native', 'What the scopes of a connection allow.'),
  present('connection', 'installSpec', 'native', 'A form an administrator gives constants of the app with.'),
  {
    name: 'address of an RPC in place of values',
    summary: 'Fields, options and samples that an RPC gives.',
    support: 'native',
    usesIn: ({ json }) =>
      isCollection(json)
        ? Object.entries(json).flatMap(([key, value]) => (isAddress(value) ? [pointerTo('', key)] : []))
        : [],
  },
  toldByReading('endpoint components', 'Requests that modules share by name: a manifest that has some is told so.'),
  present(
    'connection',
    'aliasTo',
    'native',
    'A connection that is an alias is the one of another app, while that is installed as well.',
  ),
];

/** What no component is read from: the finding about it is all there is. */
function toldByReading(name: string, summary: string): Feature {
  return { name, summary, support: 'unsupported', usesIn: () => [] };
}

/** Functions of the app's own, which stand in no component. */
export const FUNCTIONS_FEATURE = {
  name: 'functions of the app',
  summary: 'JavaScript of the app, called from expressions; it runs in a sandbox, without a network.',
  support: 'native',
  usesIn: (source: AppSource) => source.functions.map(({ path }) => path),
} as const;

function valued(kind: SourceKind, key: string, value: string, summary: string): Feature {
  return {
    name: `${kind}: ${value}`,
    summary,
    support: 'native',
    usesIn: (file) => (file.kind === kind && ownValue(file.json, key) === value ? [`/${key}`] : []),
  };
}

function present(kind: SourceKind, key: string, support: Support, summary: string): Feature {
  return {
    name: `${kind}: ${key}`,
    summary,
    support,
    usesIn: (file) => (file.kind === kind && isThere(ownValue(file.json, key)) ? [`/${key}`] : []),
  };
}

function isThere(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value !== undefined && value !== null;
  return Object.keys(value).length > 0;
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('rpc://');
}
