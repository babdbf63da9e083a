import { createContext, useContext } from 'react';
import type { Connection, Finding, ScenarioDetail, Scheduling } from '../api/contract.ts';
import type { Blueprint } from '../model/blueprint.ts';
import type { Edit } from '../model/edit.ts';
import type { StepPath } from '../model/step-path.ts';
import type { Catalogue } from './catalogue.ts';

/** Tabs of the settings of a module. */
export type SettingsTab = 'settings' | 'filter' | 'error-handler' | 'request' | 'raw';

/** Why an edit cannot be made. */
export interface Refusal {
  readonly refused: string;
}

/** How an edit is kept for undo. */
export interface EditOptions {
  /** Names a field: edits with the same key shortly after each other are one step of undo. */
  readonly key?: string;
  /** What it does, for Undo and Redo: "Delete 2 Send a Message". */
  readonly label?: string;
}

/** The settings that are open. */
export interface OpenSettings {
  readonly id: number;
  readonly tab: SettingsTab | undefined;
  readonly field: string | undefined;
  /** Whether the focus goes there. */
  readonly enters: boolean;
  /** Counts every request to open them, so that the same field can be asked for again. */
  readonly request: number;
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
  readonly focus: (id: number | undefined) => void;
  /** Opens the settings of a module, at a tab and a field when given. @param enters whether the focus goes there, true by default */
  readonly openSettings: (id: number, tab?: SettingsTab, field?: string, enters?: boolean) => void;
  readonly closeSettings: () => void;
  /** Opens the settings of a module that was just added, where they stand beside the canvas or it needs some. */
  readonly showAdded: (path: StepPath) => void;
  /** The settings that are open at the moment. */
  readonly settings: OpenSettings | undefined;
  /**
   * Makes an edit, one step of undo; edits with the same `key` shortly after each other are one step. A refusal is
   * announced and changes nothing.
   */
  readonly apply: (edit: (blueprint: Blueprint) => Blueprint | Refusal, options?: EditOptions) => boolean;
  /** Makes an edit of the model and focuses the module it leads to; a refusal is announced and changes nothing. */
  readonly make: (edit: (blueprint: Blueprint) => Edit, options?: EditOptions) => StepPath | undefined;
  readonly rename: (name: string) => void;
  readonly reschedule: (scheduling: Scheduling) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** What undo takes back; undefined when there is nothing. */
  readonly undoLabel: string | undefined;
  readonly redoLabel: string | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Saves; resolves with false when somebody else was faster, and the conflict dialog is open. */
  readonly save: () => Promise<boolean>;
}

export const EditorContext = createContext<Editor | undefined>(undefined);

/** The editor of the builder. @throws Error outside of one. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === undefined) throw new Error('This part of the page only works in the builder.');
  return editor;
}
