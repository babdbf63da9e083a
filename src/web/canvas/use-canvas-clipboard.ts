import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useEditor, type Editor } from '../builder/editor.ts';
import { nameOfStep } from '../builder/module-names.ts';
import { kindsOf } from '../builder/use-kinds.ts';
import type { Step } from '../model/blueprint.ts';
import { copyText, fitted, readPasted } from '../model/clipboard.ts';
import { landingOf } from '../model/landing.ts';
import { insertSteps } from '../model/place-step.ts';
import { pathOfId, stepAt } from '../model/step-path.ts';
import { useAnnounce, type Announce } from '../shell/status.tsx';
import { keyAround, pathOfKey } from './step-key.ts';
import type { StepActions } from './use-step-actions.ts';

/** Copy, cut and paste of modules as JSON, the way Make's editor does it. */
export function useCanvasClipboard(canvas: RefObject<HTMLElement | null>, actions: StepActions): void {
  const editor = useEditor();
  const announce = useAnnounce();
  const latest = useRef({ editor, actions, announce });
  useEffect(() => {
    latest.current = { editor, actions, announce };
  });
  useEffect(() => {
    const take = (event: ClipboardEvent, isCut: boolean): void => {
      const { editor, actions, announce } = latest.current;
      const key = canvas.current?.contains(document.activeElement) ? keyAround(document.activeElement) : undefined;
      const isText = document.getSelection()?.isCollapsed === false;
      const path = key === undefined || isText ? undefined : pathOfKey(key);
      const step = path && stepAt(editor.blueprint, path);
      if (path === undefined || step === undefined) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', copyText([step]));
      if (isCut) actions.remove(path);
      else announce(`${nameOfStep(step, editor.catalogue)} was copied.`);
    };
    const copy = (event: ClipboardEvent): void => take(event, false);
    const cut = (event: ClipboardEvent): void => take(event, true);
    const put = (event: ClipboardEvent): void => {
      if (isElsewhere(event.target)) return;
      event.preventDefault();
      paste(event.clipboardData?.getData('text/plain') ?? '', latest.current.editor, latest.current.announce);
    };
    document.addEventListener('copy', copy);
    document.addEventListener('cut', cut);
    document.addEventListener('paste', put);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', cut);
      document.removeEventListener('paste', put);
    };
  }, [canvas]);
}

/** Whether something is pasted into a field, or while a dialog is open. */
function isElsewhere(target: EventTarget | null): boolean {
  const isField = target instanceof HTMLElement && target.closest('input, textarea, [contenteditable="true"]') !== null;
  return isField || document.querySelector('[aria-modal="true"]') !== null;
}

function paste(text: string, editor: Editor, announce: Announce): void {
  const pasted = readPasted(text);
  if (!pasted.ok) return announce(pasted.reason);
  if (pasted.kind === 'scenario' && editor.blueprint.flow.length === 0) {
    editor.apply(() => pasted.blueprint, { label: 'Paste a scenario' });
    return announce('The scenario was pasted.');
  }
  const { steps } = pasted;
  const path = editor.make(
    (blueprint) => insertSteps(blueprint, placeFor(editor, steps), fitted(blueprint, steps), kindsOf(editor.catalogue)),
    { label: 'Paste' },
  );
  if (path !== undefined)
    announce(steps.length === 1 ? 'The module was pasted.' : `${steps.length} modules were pasted.`);
  return undefined;
}

function placeFor({ blueprint, catalogue, focused }: Editor, [first]: readonly Step[]) {
  const focus = focused === undefined ? undefined : pathOfId(blueprint, focused);
  return landingOf(blueprint, focus, first?.module ?? '', kindsOf(catalogue));
}
