import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ImlFunction } from '../api/contract.ts';
import type { GroupTone } from '../builder/catalogue.ts';
import type { ItemSource } from '../model/items.ts';
import type { PillNames } from '../model/pills.ts';
import type { MappingSession, MappingTarget } from './mapping-session.ts';
import type { StepOutput } from './use-outputs.ts';

/** A module to map from, with where its sample comes from. */
export interface MappingSource extends ItemSource {
  readonly tone: GroupTone;
  /** For people, for example "last run" or "sample of the app". */
  readonly origin: string;
  /** Whether only the service can tell what it gives. */
  readonly isOpen: boolean;
}

/** A set of sample bundles to preview with. */
export interface SampleChoice {
  readonly value: string;
  readonly label: string;
  /** As it is called in a sentence. */
  readonly named: string;
}

/** What mapped fields and the mapping panel know. */
export interface Mapping {
  readonly session: MappingSession;
  /** Modules to map from, the nearest first. */
  readonly sources: readonly MappingSource[];
  readonly names: PillNames;
  readonly functions: readonly ImlFunction[];
  readonly toneOf: (module: number) => GroupTone;
  /** What previews are made with, and the choice of it. */
  readonly samples: readonly SampleChoice[];
  readonly sample: string;
  readonly chooseSample: (value: string) => void;
  /** Gives a module a bundle for the choice of custom ones. */
  readonly writeSample: (moduleId: number, bundle: unknown) => void;
  /** The zone of the scenario; undefined for that of the server. */
  readonly timezone: string | undefined;
}

export const MappingContext = createContext<Mapping | undefined>(undefined);

/** What can be mapped. @throws Error outside of a form. */
export function useMapping(): Mapping {
  const mapping = useContext(MappingContext);
  if (mapping === undefined) throw new Error('This part of the page only works in the form of a module.');
  return mapping;
}

/** The field with the caret; only components that use this are drawn again when it changes. */
export function useActiveTarget(session: MappingSession): MappingTarget | undefined {
  return useSyncExternalStore(session.subscribe, session.active);
}

/** Whether this field has the caret. */
export function useIsActive(session: MappingSession, id: string): boolean {
  return useSyncExternalStore(session.subscribe, () => session.active()?.id === id);
}

/** What the modules to map from give, as far as it is known; only what tells people about that reads it, as it changes often. */
export const OutputsContext = createContext<ReadonlyMap<number, StepOutput>>(new Map());
