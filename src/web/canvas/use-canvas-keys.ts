import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useBuilder } from '../builder/builder-state.ts';
import { useEditor, type Editor } from '../builder/editor.ts';
import { kindsOf } from '../builder/use-kinds.ts';
import { idOf } from '../model/blueprint.ts';
import { landingOf } from '../model/landing.ts';
import { neighbourOf, type Direction } from '../model/neighbours.ts';
import { stepAt, type StepPath } from '../model/step-path.ts';
import { usePreference } from '../preferences/preference.ts';
import { useRunResults } from '../runs/run-results.ts';
import { useStartRun } from '../runs/start-run.ts';
import { keyAround, pathOfKey } from './step-key.ts';
import type { StepActions } from './use-step-actions.ts';
import type { Zoom } from './use-zoom.ts';

/** Where arrow keys lead, by the direction of the rail. */
const ARROWS: Readonly<Record<'horizontal' | 'vertical', Readonly<Record<string, Direction>>>> = {
  horizontal: { ArrowRight: 'next', ArrowLeft: 'previous', ArrowDown: 'lane-after', ArrowUp: 'lane-before' },
  vertical: { ArrowDown: 'next', ArrowUp: 'previous', ArrowRight: 'lane-after', ArrowLeft: 'lane-before' },
};

interface Situation {
  readonly editor: Editor;
  readonly actions: StepActions;
  readonly zoom: Zoom;
  readonly inspect: (id: number) => void;
  readonly run: () => void;
  /** Adds at the end, when no module has the focus. */
  readonly addAtEnd: () => void;
}

type Act = (situation: Situation, path: StepPath | undefined) => void;

const onStep =
  (act: (situation: Situation, path: StepPath) => void): Act =>
  (situation, path) => {
    if (path !== undefined) act(situation, path);
  };

const add: Act = ({ actions, addAtEnd }, path) => (path === undefined ? addAtEnd() : actions.aimBehind(path));

/** Keys that write no character. */
const NAMED: Readonly<Record<string, Act>> = {
  Delete: onStep(({ actions }, path) => actions.remove(path)),
  F2: onStep(({ actions }, path) => actions.ask('rename', path)),
  Insert: add,
};

/** Keys that write a character; people may switch them off. */
const SINGLE: Readonly<Record<string, Act>> = {
  a: add,
  r: onStep(({ actions }, path) => actions.open(path, 'request')),
  f: onStep(({ actions }, path) => actions.open(path, 'filter')),
  i: onStep(({ editor, inspect }, path) => {
    const step = stepAt(editor.blueprint, path);
    const id = step && idOf(step);
    if (id !== undefined) inspect(id);
  }),
  '+': ({ zoom }) => zoom.zoomIn(),
  '=': ({ zoom }) => zoom.zoomIn(),
  '-': ({ zoom }) => zoom.zoomOut(),
  '0': ({ zoom }) => zoom.reset(),
  '1': ({ zoom }) => zoom.fit(),
};

/** Keys that write a character, with Shift. */
const SHIFTED: Readonly<Record<string, Act>> = {
  r: onStep(({ actions }, path) => actions.runFrom(path)),
};

/** Keys with Ctrl or ⌘. */
const CONTROL: Readonly<Record<string, Act>> = {
  Enter: ({ run }) => run(),
  d: onStep(({ actions }, path) => actions.duplicate(path)),
};

/** The keys of the canvas; they work while the focus is in it and nothing is written. */
export function useCanvasKeys(
  canvas: RefObject<HTMLElement | null>,
  {
    actions,
    zoom,
    direction,
  }: { readonly actions: StepActions; readonly zoom: Zoom; readonly direction: 'horizontal' | 'vertical' },
): void {
  const editor = useEditor();
  const { takeAim } = useBuilder();
  const results = useRunResults();
  const start = useStartRun();
  const [singleKeys] = usePreference('singleKeys');
  const latest = useRef<(event: KeyboardEvent) => void>(undefined);
  useEffect(() => {
    const situation: Situation = {
      editor,
      actions,
      zoom,
      inspect: (id) => results.inspect(id),
      run: () => void start(),
      addAtEnd() {
        const place = landingOf(editor.blueprint, undefined, '', kindsOf(editor.catalogue));
        takeAim({ place, text: 'at the end' });
      },
    };
    latest.current = (event) => {
      const key = keyAround(event.target);
      const path = key === undefined ? undefined : pathOfKey(key);
      const act = actionOf(event, { direction, singleKeys });
      if (act === undefined) return;
      event.preventDefault();
      act(situation, path);
    };
  });
  useEffect(() => {
    const element = canvas.current;
    // A listener of its own: menus and dialogs stand elsewhere in the document, but React would report their keys here.
    const press = (event: KeyboardEvent): void => latest.current?.(event);
    element?.addEventListener('keydown', press);
    return () => element?.removeEventListener('keydown', press);
  }, [canvas]);
}

function actionOf(
  event: KeyboardEvent,
  { direction, singleKeys }: { readonly direction: 'horizontal' | 'vertical'; readonly singleKeys: boolean },
): Act | undefined {
  if (event.altKey) return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return CONTROL[key];
  const way = ARROWS[direction][key];
  if (way !== undefined) return event.shiftKey ? MOVES[way] : walk(way);
  if (NAMED[key] !== undefined) return NAMED[key];
  if (!singleKeys) return undefined;
  return event.shiftKey && /[a-z]/.test(key) ? SHIFTED[key] : SINGLE[key];
}

const MOVES: Readonly<Partial<Record<Direction, Act>>> = {
  next: onStep(({ actions }, path) => actions.later(path)),
  previous: onStep(({ actions }, path) => actions.earlier(path)),
};

function walk(direction: Direction): Act {
  return ({ editor }, path) => {
    const to = path === undefined ? ['flow', 0] : neighbourOf(editor.blueprint, path, direction);
    const step = to && stepAt(editor.blueprint, to);
    const id = step && idOf(step);
    if (id !== undefined) editor.focus(id);
  };
}
