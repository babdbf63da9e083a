import { useEffect, useRef } from 'react';
import { listenForDrags, type Dragged } from '../canvas/drag-session.ts';
import { placeOfKey } from '../canvas/place-key.ts';
import { pathOfKey } from '../canvas/step-key.ts';
import type { Edit } from '../model/edit.ts';
import { moveTo } from '../model/move-step.ts';
import { stepAt, type StepPath } from '../model/step-path.ts';
import { whyNotAdd } from './add-module.ts';
import { useBuilder } from './builder-state.ts';
import type { Aim } from './builder-state.ts';
import { useEditor } from './editor.ts';
import type { Editor } from './editor.ts';
import { nameOfStep } from './module-names.ts';
import { useAddModule } from './use-add-module.ts';
import { kindsOf } from './use-kinds.ts';

/** Lets modules be dragged from the list onto the canvas, and from place to place. */
export function useDrags(): void {
  const editor = useEditor();
  const builder = useBuilder();
  const add = useAddModule();
  const latest = useRef({ editor, builder, add });
  useEffect(() => {
    latest.current = { editor, builder, add };
  });
  useEffect(
    () =>
      listenForDrags({
        whyNot: (dragged, place) => whyNotDrop(latest.current.editor, dragged, place),
        started: () => latest.current.builder.setPaletteOpen(false),
        dropped(dragged, place) {
          const { editor, add } = latest.current;
          if (dragged.kind === 'module') {
            const module = editor.catalogue.find(dragged.name);
            if (module !== undefined) void add(module, aimAt(place));
            return;
          }
          const from = pathOfKey(dragged.key);
          const step = stepAt(editor.blueprint, from);
          const label = step === undefined ? 'Move' : `Move ${nameOfStep(step, editor.catalogue)}`;
          editor.make((blueprint) => moved({ ...editor, blueprint }, from, place), { label });
        },
      }),
    [],
  );
}

function whyNotDrop(editor: Editor, dragged: Dragged, place: string): string | undefined {
  if (dragged.kind === 'step') {
    const edit = moved(editor, pathOfKey(dragged.key), place);
    return edit.ok ? undefined : edit.reason;
  }
  const module = editor.catalogue.find(dragged.name);
  return module === undefined ? 'This module is not known any more.' : whyNotAdd(module, editor, aimAt(place));
}

function moved({ blueprint, catalogue }: Editor, from: StepPath, place: string): Edit {
  return moveTo(blueprint, from, placeOfKey(place), kindsOf(catalogue));
}

function aimAt(place: string): Aim {
  return { place: placeOfKey(place), text: '' };
}
