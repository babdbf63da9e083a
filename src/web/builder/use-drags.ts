import { useEffect, useRef } from 'react';
import { listenForDrags, type Dragged } from '../canvas/drag-session.ts';
import { placeOfKey } from '../canvas/place-key.ts';
import { pathOfKey } from '../canvas/step-key.ts';
import type { Edit } from '../model/edit.ts';
import { moveTo } from '../model/move-step.ts';
import { stepAt } from '../model/step-path.ts';
import { addModule, whyNotAdd } from './add-module.ts';
import { useBuilder } from './builder-state.ts';
import type { Aim } from './builder-state.ts';
import { useEditor } from './editor.ts';
import type { Editor } from './editor.ts';
import { nameOfStep } from './module-names.ts';
import { kindsOf } from './use-kinds.ts';

/** Lets modules be dragged from the list onto the canvas, and from place to place. */
export function useDrags(): void {
  const editor = useEditor();
  const builder = useBuilder();
  const latest = useRef({ editor, builder });
  useEffect(() => {
    latest.current = { editor, builder };
  });
  useEffect(
    () =>
      listenForDrags({
        whyNot: (dragged, place) => whyNotDrop(latest.current.editor, dragged, place),
        started: () => latest.current.builder.setPaletteOpen(false),
        dropped(dragged, place) {
          const { editor } = latest.current;
          const path = editor.make((blueprint) => dropEdit({ ...editor, blueprint }, dragged, place), {
            label: labelOf(editor, dragged),
          });
          if (path !== undefined && dragged.kind === 'module') editor.showAdded(path);
        },
      }),
    [],
  );
}

function whyNotDrop(editor: Editor, dragged: Dragged, place: string): string | undefined {
  if (dragged.kind === 'step') {
    const edit = dropEdit(editor, dragged, place);
    return edit.ok ? undefined : edit.reason;
  }
  const module = editor.catalogue.find(dragged.name);
  return module === undefined ? 'This module is not known any more.' : whyNotAdd(module, editor, aimAt(place));
}

function dropEdit(editor: Editor, dragged: Dragged, place: string): Edit {
  const { blueprint, catalogue } = editor;
  if (dragged.kind === 'step') {
    return moveTo(blueprint, pathOfKey(dragged.key), placeOfKey(place), kindsOf(catalogue));
  }
  const module = catalogue.find(dragged.name);
  if (module === undefined) return { ok: false, reason: 'This module is not known any more.' };
  return addModule(module, editor, aimAt(place));
}

function aimAt(place: string): Aim {
  return { place: placeOfKey(place), text: '' };
}

function labelOf({ blueprint, catalogue }: Editor, dragged: Dragged): string {
  if (dragged.kind === 'module') return `Add ${catalogue.find(dragged.name)?.label ?? dragged.name}`;
  const step = stepAt(blueprint, pathOfKey(dragged.key));
  return step === undefined ? 'Move' : `Move ${nameOfStep(step, catalogue)}`;
}
