import { createContext, useContext } from 'react';
import type { Connection, Finding, ScenarioDetail, Scheduling } from '../api/contract.ts';
import type { Blueprint } from '../model/blueprint.ts';
import type { Catalogue } from './catalogue.ts';

/** Tabs of the settings of a module. */
export type SettingsTab = 'settings' | 'filter' | 'error-handler' | 'request' | 'raw';

/** Why an edit cannot be made. */
export interface Refusal {
  readonly refused: string;
}

/** The scenario that is being edited, for every part of the builder. */
export interface Editor {
  /** As it is stored. */
  readonly scenario: ScenarioDetail;
  /** As it is being edited. */
  readonly blueprint: Blueprint;
  readonly name: string;
  readonly scheduling: Scheduling;
  /** Edits since it was saved; 0 when there are none. */
  readonly unsaved: number;
  readonly isSaving: boolean;
  /** What is wrong or doubtful with the blueprint as it is being edited. */
  readonly problems: readonly Finding[];
  readonly catalogue: Catalogue;
  readonly connections: readonly Connection[];
  /** The module people work on, by id. */
  readonly focused: number | undefined;
  focus(id: number | undefined): void;
  /** Opens the settings of a module, at a tab and a field when given. */
  openSettings(id: number, tab?: SettingsTab, field?: string): void;
  closeSettings(): void;
  /**
   * Makes an edit, one step of undo; edits with the same `key` shortly after each other are one step. A refusal is
   * announced and changes nothing.
   */
  apply(edit: (blueprint: Blueprint) => Blueprint | Refusal, options?: { readonly key?: string }): boolean;
  rename(name: string): void;
  reschedule(scheduling: Scheduling): void;
  undo(): void;
  redo(): void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Saves; resolves with false when somebody else was faster, and the conflict dialog is open. */
  save(): Promise<boolean>;
}

export const EditorContext = createContext<Editor | undefined>(undefined);

/** The editor of the builder. @throws Error outside of one. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === undefined) throw new Error('This part of the page only works in the builder.');
  return editor;
}
