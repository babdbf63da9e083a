import type { Call } from '../communication/call.ts';
import type { Collection } from '../core/json.ts';
import type { Secret } from '../core/secret.ts';
import type { Problem } from '../core/source.ts';
import type { Field } from '../forms/field.ts';
import type { Form } from '../forms/form.ts';
import type { Template } from '../iml/template.ts';
import type { CompiledValue } from '../iml/value.ts';
import type { AppFunction } from './functions.ts';
import type { Inbound } from './inbound.ts';
import type { OAuthFlow } from './oauth-flow.ts';
import type { Responder } from './responder.ts';
import type { SourceText } from './source-file.ts';

/** An app compiled once: running a module only calls closures. */
export interface App {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly version: string;
  /** Colour of the app, for example `#1f6feb`. */
  readonly theme?: string;
  /** The modules as people see them: every module stands in exactly one group. */
  readonly groups: readonly ModuleGroup[];
  readonly modules: ReadonlyMap<string, AppModule>;
  readonly connections: ReadonlyMap<string, AppConnection>;
  readonly webhooks: ReadonlyMap<string, AppWebhook>;
  readonly rpcs: ReadonlyMap<string, AppRpc>;
  /** The app's own constants, read as `common.*`. */
  readonly common: Collection;
  /** Functions of its own that its expressions may call. */
  readonly functions: readonly AppFunction[];
  /** What it was compiled from, in the order of the paths. */
  readonly files: readonly SourceText[];
  /** Tells this content from every other; versions are only what a manifest states. */
  readonly digest: string;
  /** Where the app was read from. */
  readonly folder: string;
  /** Warnings: worth correcting, but the app runs. Errors among them are of what was left out. */
  readonly findings: readonly Problem[];
  /** Components that cannot be used, so that the app was loaded without them. */
  readonly leftOut: readonly LeftOut[];
}

/** A component that was left out; the findings say why. */
export interface LeftOut {
  readonly kind: string;
  readonly name: string;
  readonly label: string;
}

/** A heading in the list of modules. */
export interface ModuleGroup {
  readonly label: string;
  readonly modules: readonly string[];
}

/** How a module takes part in a scenario. */
export type ModuleType = 'trigger' | 'instant_trigger' | 'action' | 'search' | 'universal' | 'responder';

/** What an action does to a record. */
export type ActionCrud = 'create' | 'read' | 'update' | 'delete';

/** One building block of a scenario. */
export interface AppModule {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly moduleType: ModuleType;
  readonly actionCrud?: ActionCrud;
  /** Running it twice does no harm, so that a request whose outcome is unknown may be sent again (ours). */
  readonly idempotent?: boolean;
  /** Name of the connection; an instant trigger has its webhook's. */
  readonly connection?: string;
  readonly webhook?: string;
  /** Name of a second connection people may choose instead. */
  readonly altConnection?: string;
  /** Scopes an OAuth connection must hold for it. */
  readonly scope: readonly string[];
  /** Absent for an instant trigger that passes its item on as it is. */
  readonly call?: Call;
  /** Lists what a polling trigger may start from. */
  readonly epoch?: Call;
  /** Makes the answer for the caller of the webhook; a responder has it in place of a call. */
  readonly respond?: Responder;
  /** Inputs that are set once and hold no expressions. */
  readonly parameters: Form;
  /** Inputs that are mapped for every bundle. */
  readonly mappable: Form;
  /** Both together, as people see them: what a run checks its inputs with. */
  readonly form: Form;
  /** Description of a bundle this module puts out. */
  readonly interface: readonly Field[];
  /** Addresses of RPCs that describe more of it, or all of it. */
  readonly outputAddresses: readonly string[];
  /** Whether its expressions read what is known of its inputs and outputs. */
  readonly readsMetadata?: true;
  /** An example bundle, or several; a text is the address of an RPC that gives one. */
  readonly samples: unknown;
}

/** Access to an account of the service. */
export interface AppConnection {
  readonly name: string;
  readonly label: string;
  readonly connectionType: 'basic' | 'oauth';
  readonly form: Form;
  /** What each scope of OAuth allows, by scope. */
  readonly scopes: Collection;
  /** Scopes every connection of this kind asks for. */
  readonly scope: readonly string[];
  /** Constants for this kind of connection; they stand over those of the app. */
  readonly common: Collection;
  /** What an administrator fills in before the first use. */
  readonly installForm: Form;
  /** What the values of that form become: `{ common }`. */
  readonly install?: CompiledValue;
  /** Names of the constants that form gives. */
  readonly installs: readonly string[];
  /** Proves that the account works; absent with OAuth. */
  readonly call?: Call;
  /** How a person authorises it, for OAuth. */
  readonly oauth?: OAuthFlow;
  /** Names of values that must never be shown: of the form, by type or name, and of what the service gives. */
  readonly secretFields: readonly string[];
  /** Constants that must never be shown either, for example the client secret of the app. */
  readonly commonSecrets: readonly Secret[];
  /** The connection of another app that this one only names; gone where an installed app has it. */
  readonly aliasTo?: string;
  /** Name of the app whose connection this is. */
  readonly lentBy?: string;
}

/** A kind of hook: how it is registered at the service, and what a delivery becomes. */
export interface AppWebhook {
  readonly name: string;
  readonly label: string;
  readonly webhookType: 'web' | 'web-shared';
  readonly connection?: string;
  readonly altConnection?: string;
  readonly scope: readonly string[];
  readonly form: Form;
  readonly attach?: Call;
  readonly detach?: Call;
  readonly update?: Call;
  /** Lists the hooks of the account as `{id, url, active, matches}` (ours): how drift at the service is found. */
  readonly list?: Call;
  readonly inbound: Inbound;
  /** Gives a delivery its identity, so that a repeated one is recognised. */
  readonly eventId?: Template;
}

/** A call the builder makes while a form is filled in, for options or fields. */
export interface AppRpc {
  readonly name: string;
  readonly label: string;
  readonly connection?: string;
  readonly altConnection?: string;
  readonly form: Form;
  /** Names of the values of the form it works for that its requests read; undefined when they may read any. */
  readonly reads?: readonly string[];
  readonly call: Call;
}
