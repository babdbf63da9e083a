import { useEffect, useMemo, useRef } from 'react';
import { useBuilder } from '../builder/builder-state.ts';
import { useEditor } from '../builder/editor.ts';
import type { SettingsTab } from '../builder/editor.ts';
import { nameOfStep } from '../builder/module-names.ts';
import { kindsOf } from '../builder/use-kinds.ts';
import { idOf, ROUTER, type Blueprint } from '../model/blueprint.ts';
import { copyText } from '../model/clipboard.ts';
import type { Edit } from '../model/edit.ts';
import { behind } from '../model/landing.ts';
import { moveEarlier, moveLater, moveTo } from '../model/move-step.ts';
import { duplicateStep, insertAfter, removeStep } from '../model/place-step.ts';
import type { ModuleKinds, Place } from '../model/placement.ts';
import { indexOf, listOf, stepAt, type StepPath } from '../model/step-path.ts';
import { isDisabled, setDisabled } from '../model/step-settings.ts';
import { useRunFromHere } from '../runs/run-from-here.ts';
import { useAnnounce } from '../shell/status.tsx';
import { laneActions, type LaneActions, type WithStep } from './lane-actions.ts';

/** What can be done with a module; the object stays the same, so that cards need not be drawn again. */
export interface StepActions extends LaneActions {
  /** The card has the focus. */
  readonly select: (path: StepPath) => void;
  /** Opens the settings; `enters` when the focus goes there too. */
  readonly open: (path: StepPath, tab?: SettingsTab, enters?: boolean) => void;
  /** Chooses the place behind a module for the next one. */
  readonly aimBehind: (path: StepPath) => void;
  readonly aim: (place: Place, text: string) => void;
  readonly replace: (path: StepPath) => void;
  readonly addRouter: (path: StepPath) => void;
  readonly ask: (kind: 'rename' | 'note' | 'move' | 'handler', path: StepPath) => void;
  readonly remove: (path: StepPath) => void;
  readonly duplicate: (path: StepPath) => void;
  readonly copy: (path: StepPath) => void;
  readonly earlier: (path: StepPath) => void;
  readonly later: (path: StepPath) => void;
  readonly moveTo: (path: StepPath, place: Place) => void;
  readonly toggle: (path: StepPath) => void;
  readonly runFrom: (path: StepPath) => void;
}

/** The actions of the modules of the scenario that is open. */
export function useStepActions(): StepActions {
  const editor = useEditor();
  const builder = useBuilder();
  const announce = useAnnounce();
  const runFrom = useRunFromHere();
  const latest = useRef({ editor, builder, runFrom });
  useEffect(() => {
    latest.current = { editor, builder, runFrom };
  });
  return useMemo((): StepActions => {
    const withStep: WithStep = (path, act) => {
      const { editor } = latest.current;
      const step = stepAt(editor.blueprint, path);
      if (step === undefined) return;
      const name = nameOfStep(step, editor.catalogue);
      const id = idOf(step);
      if (id === undefined) announce(`${name} has no number, so it cannot be opened. Import the blueprint anew.`);
      else act({ step, editor, name, id });
    };
    /** An edit of the model; `verb` and the name of the module say what it does. */
    const making =
      (verb: string, edit: (blueprint: Blueprint, path: StepPath, kinds: ModuleKinds) => Edit) =>
      (path: StepPath): void =>
        withStep(path, ({ editor: { make, catalogue }, name }) => {
          const label = verb.replace('%', name);
          make((blueprint) => edit(blueprint, path, kindsOf(catalogue)), { label });
        });
    const lanes = (): LaneActions => laneActions(withStep, latest.current.builder.openDialog);
    const aim = (place: Place, text: string, replaces?: StepPath): void =>
      latest.current.builder.takeAim({ place, text, ...(replaces && { replaces }) });
    return {
      addLane: (path) => lanes().addLane(path),
      moveLane: (path, from, to) => lanes().moveLane(path, from, to),
      removeLane: (path, index) => lanes().removeLane(path, index),
      setFallback: (path, index) => lanes().setFallback(path, index),
      askBranch: (kind, path, index) => lanes().askBranch(kind, path, index),
      select: (path) =>
        withStep(path, ({ id, editor: { focused, focus } }) => {
          if (focused !== id) focus(id);
        }),
      open: (path, tab, enters = true) =>
        withStep(path, ({ id, editor }) => editor.openSettings(id, tab, undefined, enters)),
      aim,
      aimBehind: (path) => withStep(path, ({ editor, name }) => aim(behind(editor.blueprint, path), `after ${name}`)),
      replace: (path) =>
        withStep(path, ({ name }) => aim({ list: listOf(path), index: indexOf(path) }, `instead of ${name}`, path)),
      ask: (kind, path) => withStep(path, ({ id }) => latest.current.builder.openDialog({ kind, id })),
      remove: (path) =>
        withStep(path, ({ id, editor: { make, undo, settings, closeSettings }, name }) => {
          if (make((blueprint) => removeStep(blueprint, path), { label: `Delete ${name}` }) === undefined) return;
          if (settings?.id === id) closeSettings();
          announce(`${name} was deleted.`, { label: 'Undo', onAccept: undo });
        }),
      copy: (path) =>
        withStep(path, ({ step, name }) => {
          navigator.clipboard.writeText(copyText([step])).then(
            () => announce(`${name} was copied.`),
            () => announce('The browser did not allow copying. Use Ctrl C on the module.'),
          );
        }),
      toggle: (path) =>
        withStep(path, ({ step, editor: { apply }, name }) => {
          const isOff = isDisabled(step);
          apply((blueprint) => setDisabled(blueprint, path, !isOff), {
            label: `${isOff ? 'Enable' : 'Disable'} ${name}`,
          });
        }),
      runFrom: (path) => latest.current.runFrom(path),
      addRouter: making('Add a router after %', (blueprint, path, kinds) =>
        insertAfter(blueprint, path, { module: ROUTER }, kinds),
      ),
      duplicate: making('Duplicate %', duplicateStep),
      earlier: making('Move % earlier', moveEarlier),
      later: making('Move % later', moveLater),
      moveTo: (path, place) =>
        making('Move %', (blueprint, from, kinds) => moveTo(blueprint, from, place, kinds))(path),
    };
  }, [announce]);
}
