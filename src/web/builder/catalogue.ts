import type { Values } from '../model/values.ts';

/** Groups of modules with a colour of their own; the names are part of the design tokens. */
export type GroupTone = 'customers' | 'messages' | 'campaigns' | 'other' | 'flow';

/** What a module is to the builder, wherever it comes from: an app or the engine itself. */
export interface CatalogueModule {
  /** As in a blueprint: `sonar:sendMessage`, `builtin:BasicRouter`. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Label of its app, or of its group of built-in modules. */
  readonly app: string;
  readonly group: string;
  readonly tone: GroupTone;
  /** Major version of its app. */
  readonly version: number;
  readonly kind: ModuleKind;
  /** The connection component it needs, when it needs one. */
  readonly connection?: string;
  /** Another kind people may choose instead. */
  readonly altConnection?: string;
  /** The webhook component of an instant trigger. */
  readonly webhook?: string;
}

/** What a module does in a flow. */
export type ModuleKind =
  | 'instant trigger'
  | 'trigger'
  | 'action'
  | 'search'
  | 'universal'
  | 'responder'
  | 'router'
  | 'branching'
  | 'merge'
  | 'iterator'
  | 'aggregator'
  | 'directive';

/** The fields of a module. */
export interface ModuleForm {
  /** Set once, without expressions; stored in `parameters`. */
  readonly parameters: readonly Values[];
  /** Mapped for every bundle; stored in `mapper`. */
  readonly mappable: readonly Values[];
  /** What a bundle of it looks like. */
  readonly interface: readonly Values[];
  /** Example bundles from the manifest. */
  readonly samples: readonly unknown[];
  /** The address of an RPC that gives one in their place. */
  readonly sampleAddress?: string;
}

/** Every module there is. */
export interface Catalogue {
  /** Those people can add, in the order of the palette. */
  readonly modules: readonly CatalogueModule[];
  /** Whether everything is read; before that, a module that is not found may still be known. */
  readonly isComplete: boolean;
  readonly find: (name: string) => CatalogueModule | undefined;
  /** What a module starts with, from the defaults of its fields as far as they are read. */
  startOf(name: string): { readonly parameters: Values; readonly mapper: Values };
}
