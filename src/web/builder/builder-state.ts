import { createContext, useContext } from 'react';
import type { Place } from '../model/placement.ts';
import type { StepPath } from '../model/step-path.ts';
import type { Saving } from './use-saving.ts';

/** Dialogs of the builder, each opened from several places. */
export type BuilderDialog =
  | { readonly kind: 'schedule' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'import' }
  /** About a module, by its id. */
  | { readonly kind: 'rename'; readonly id: number }
  | { readonly kind: 'note'; readonly id: number }
  | { readonly kind: 'move'; readonly id: number }
  | { readonly kind: 'handler'; readonly id: number }
  /** About a branch of an if-else. */
  | { readonly kind: 'conditions'; readonly id: number; readonly index: number }
  | { readonly kind: 'branch-name'; readonly id: number; readonly index: number };

/** Where the next module goes, when people chose a place. */
export interface Aim {
  readonly place: Place;
  /** "after 1 Watch New Customer" */
  readonly text: string;
  /** A module that makes room for the new one. */
  readonly replaces?: StepPath;
}

/** A module whose card is to have the focus. */
export interface FocusRequest {
  readonly id: number;
  readonly count: number;
}

/** What the parts of the builder page share beside the scenario itself. */
export interface BuilderState {
  readonly saving: Saving;
  readonly aim: Aim | undefined;
  /** Chooses where the next module goes and brings the list of modules forward. */
  readonly takeAim: (aim: Aim | undefined) => void;
  /** Counts every wish to search the list of modules. */
  readonly paletteRequest: number;
  /** Whether the list of modules is open, where it is not always there. */
  readonly isPaletteOpen: boolean;
  readonly setPaletteOpen: (isOpen: boolean) => void;
  readonly dialog: BuilderDialog | undefined;
  readonly openDialog: (dialog: BuilderDialog | undefined) => void;
  readonly focusRequest: FocusRequest | undefined;
  /** "Draft from 09:14 restored", while it can still be discarded. */
  readonly restoredDraft: string | undefined;
  readonly discardDraft: () => void;
}

export const BuilderStateContext = createContext<BuilderState | undefined>(undefined);

/** What the parts of the builder share. @throws Error outside of a builder. */
export function useBuilder(): BuilderState {
  const state = useContext(BuilderStateContext);
  if (state === undefined) throw new Error('This part of the page only works in the builder.');
  return state;
}
