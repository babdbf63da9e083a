import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { connectionsQuery } from '../api/connections.ts';
import type { Connection, ScenarioDetail } from '../api/contract.ts';
import { idOf, type Blueprint } from '../model/blueprint.ts';
import { stepAt } from '../model/step-path.ts';
import { useAnnounce } from '../shell/status.tsx';
import { clockTime } from '../ui/time.tsx';
import { BuilderStateContext } from './builder-state.ts';
import type { Aim, BuilderDialog, BuilderState, FocusRequest } from './builder-state.ts';
import { editedOf } from './edited-of.ts';
import { EditorContext } from './editor.ts';
import type { EditOptions, Editor, OpenSettings } from './editor.ts';
import { fittingSchedule } from './fitting-schedule.ts';
import { useCatalogue } from './use-catalogue.ts';
import { draftOf, editsOfDraft, useDraft } from './use-draft.ts';
import { useEdits } from './use-edits.ts';
import { useProblems } from './use-problems.ts';
import { useSaving } from './use-saving.ts';

const NO_CONNECTIONS: readonly Connection[] = [];

type Actions = Pick<
  Editor,
  | 'focus'
  | 'openSettings'
  | 'closeSettings'
  | 'showAdded'
  | 'apply'
  | 'make'
  | 'rename'
  | 'reschedule'
  | 'undo'
  | 'redo'
  | 'save'
>;

/** Everything the parts of the builder know of the scenario and of each other. */
export function EditorProvider({
  stored,
  children,
}: {
  readonly stored: ScenarioDetail;
  readonly children: ReactNode;
}) {
  const announce = useAnnounce();
  const [draft] = useState(() => draftOf(stored));
  const edits = useEdits(() => {
    const edited = editsOfDraft(draft);
    return { stored: editedOf(stored), ...(edited !== undefined && { draft: edited }) };
  });
  const saving = useSaving(stored, edits.actions, draft.kind === 'conflict');
  const { scenario, isSaving } = saving;
  const { actions: history } = edits;
  useDraft(scenario, edits);
  const problems = useProblems(scenario, edits.present);
  const catalogue = useCatalogue();
  const connections = useQuery(connectionsQuery()).data ?? NO_CONNECTIONS;
  const [focused, setFocused] = useState<number>();
  const [focusRequest, setFocusRequest] = useState<FocusRequest>();
  const [settings, setSettings] = useState<OpenSettings>();
  const [aim, setAim] = useState<Aim>();
  const [paletteRequest, setPaletteRequest] = useState(0);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [dialog, openDialog] = useState<BuilderDialog>();
  const [isDraftShown, setDraftShown] = useState(draft.kind === 'continue');
  const latest = useRef({ saving, catalogue });
  useEffect(() => {
    latest.current = { saving, catalogue };
  });

  const actions = useMemo((): Actions => {
    const focus: Editor['focus'] = (id) => {
      setFocused(id);
      if (id !== undefined) setFocusRequest((old) => ({ id, count: (old?.count ?? 0) + 1 }));
    };
    const change = (blueprint: Blueprint, options: EditOptions): void => {
      const state = history.latest();
      const scheduling = fittingSchedule(state, blueprint, latest.current.catalogue);
      history.change({ ...state, blueprint, scheduling }, options);
    };
    return {
      focus,
      openSettings: (id, tab, field, enters = true) => {
        setFocused(id);
        setSettings((old) => opened(old, { id, tab, field, enters }));
      },
      closeSettings: () => setSettings(undefined),
      showAdded(path) {
        const step = stepAt(history.latest().blueprint, path);
        const id = step && idOf(step);
        if (id !== undefined) setSettings((old) => opened(old, { id, enters: false }));
      },
      apply(edit, options = {}) {
        const blueprint = edit(history.latest().blueprint);
        if ('refused' in blueprint && typeof blueprint.refused === 'string') {
          announce(blueprint.refused);
          return false;
        }
        change(blueprint as Blueprint, options);
        return true;
      },
      make(edit, options = {}) {
        const result = edit(history.latest().blueprint);
        if (!result.ok) {
          announce(result.reason);
          return undefined;
        }
        change(result.blueprint, options);
        const step = stepAt(result.blueprint, result.path);
        const id = step && idOf(step);
        if (id !== undefined) focus(id);
        return result.path;
      },
      rename: (name) => history.change({ ...history.latest(), name }, { key: 'name', label: 'Rename the scenario' }),
      reschedule: (scheduling) => history.change({ ...history.latest(), scheduling }, { label: 'Change the schedule' }),
      undo() {
        const label = history.undo();
        if (label !== undefined) announce(`Undone: ${label}.`);
      },
      redo() {
        const label = history.redo();
        if (label !== undefined) announce(`Done again: ${label}.`);
      },
      save: () => latest.current.saving.save(),
    };
  }, [announce, history]);

  const { blueprint, name, scheduling } = edits.present;
  const { unsaved, undoLabel, redoLabel } = edits;
  const editor = useMemo(
    (): Editor => ({
      ...actions,
      scenario,
      blueprint,
      name,
      scheduling,
      unsaved,
      isSaving,
      problems,
      catalogue,
      connections,
      focused,
      settings,
      undoLabel,
      redoLabel,
      canUndo: undoLabel !== undefined,
      canRedo: redoLabel !== undefined,
    }),
    [
      actions,
      scenario,
      blueprint,
      name,
      scheduling,
      unsaved,
      isSaving,
      problems,
      catalogue,
      connections,
      focused,
      settings,
      undoLabel,
      redoLabel,
    ],
  );
  const state: BuilderState = {
    saving,
    aim,
    takeAim(next) {
      setAim(next);
      if (next === undefined) return;
      setPaletteOpen(true);
      setPaletteRequest((count) => count + 1);
    },
    paletteRequest,
    isPaletteOpen,
    setPaletteOpen,
    dialog,
    openDialog,
    focusRequest,
    restoredDraft:
      isDraftShown && draft.kind === 'continue' && unsaved > 0
        ? `Draft from ${clockTime(Date.parse(draft.draft.savedAt))} restored`
        : undefined,
    discardDraft() {
      setDraftShown(false);
      history.restart(history.saved());
    },
  };
  return (
    <EditorContext value={editor}>
      <BuilderStateContext value={state}>{children}</BuilderStateContext>
    </EditorContext>
  );
}

function opened(
  old: OpenSettings | undefined,
  { id, tab, field, enters }: Pick<OpenSettings, 'id' | 'enters'> & Partial<OpenSettings>,
): OpenSettings {
  return { id, tab, field, enters, request: (old?.request ?? 0) + 1 };
}
