import { setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { TextFinding } from '../api/contract.ts';
import { styleNonce } from '../app.tsx';
import { imlHost, type ImlHost } from './iml-host.ts';
import { imlSetup, insertAt } from './iml-setup.ts';

/** Where the caret is at first: where people pointed, or what was selected. */
export type StartAt = { readonly x: number; readonly y: number } | { readonly from: number; readonly to: number };

/** What the field around an editor can do with it. */
export interface ImlHandle {
  insert(expression: string): void;
  focus(): void;
  /** Whether an element is part of the editor. */
  contains(element: Node | null): boolean;
}

/** What an editor is told. */
export interface ImlEditorProps {
  readonly text: string;
  readonly startAt: StartAt;
  readonly isMultiline: boolean;
  readonly host: ImlHost;
  /** ARIA attributes and the id of the text box. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly findings: readonly TextFinding[];
  readonly onChange: (text: string) => void;
  /** Once the caret is in it. */
  readonly onReady: (handle: ImlHandle) => void;
  readonly onBlur: (event: FocusEvent) => void;
  readonly onEnterPanel: () => void;
  readonly onEscape: () => boolean;
}

/** Writes a mapped text: pills, completion, marks for doubts. The value is always the plain text. */
export function ImlEditor(props: ImlEditorProps) {
  const { text, host, attributes, findings } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const parts = useRef({ host: new Compartment(), attributes: new Compartment() });
  const events: Events = {
    changed: useEffectEvent((next: string) => props.onChange(next)),
    blurred: useEffectEvent((event: FocusEvent) => props.onBlur(event)),
    entersPanel: useEffectEvent(() => props.onEnterPanel()),
    escapes: useEffectEvent(() => props.onEscape()),
    ready: useEffectEvent((handle: ImlHandle) => props.onReady(handle)),
  };
  const create = useEffectEvent((parent: HTMLElement) => createView(parent, props, parts.current, events));

  useLayoutEffect(() => {
    if (place.current === null) return undefined;
    const created = create(place.current);
    view.current = created;
    return () => created.destroy();
  }, []);
  useEffect(() => {
    const shown = view.current;
    if (shown === undefined || shown.state.doc.toString() === text) return;
    shown.dispatch({ changes: { from: 0, to: shown.state.doc.length, insert: text } });
  }, [text]);
  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.host.reconfigure(imlHost.of(host)) });
  }, [host]);
  const shown = JSON.stringify(attributes);
  useEffect(() => {
    const set = EditorView.contentAttributes.of(JSON.parse(shown) as Record<string, string>);
    view.current?.dispatch({ effects: parts.current.attributes.reconfigure(set) });
  }, [shown]);
  useEffect(() => {
    if (view.current !== undefined) mark(view.current, findings);
  }, [findings]);
  return <div ref={place} />;
}

interface Events {
  readonly changed: (text: string) => void;
  readonly blurred: (event: FocusEvent) => void;
  readonly entersPanel: () => void;
  readonly escapes: () => boolean;
  readonly ready: (handle: ImlHandle) => void;
}

function createView(
  parent: HTMLElement,
  { text, host, attributes, startAt, isMultiline }: ImlEditorProps,
  parts: { readonly host: Compartment; readonly attributes: Compartment },
  events: Events,
): EditorView {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        parts.host.of(imlHost.of(host)),
        parts.attributes.of(EditorView.contentAttributes.of({ ...attributes })),
        imlSetup(isMultiline, styleNonce(), {
          onEnterPanel: () => events.entersPanel(),
          onEscape: () => events.escapes(),
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) events.changed(update.state.doc.toString());
        }),
        EditorView.domEventHandlers({ blur: (event) => events.blurred(event) }),
      ],
    }),
  });
  const { length } = view.state.doc;
  const start =
    'x' in startAt
      ? { from: view.posAtCoords(startAt) ?? length }
      : { from: Math.min(startAt.from, length), to: Math.min(startAt.to, length) };
  view.dispatch({ selection: { anchor: start.from, head: start.to ?? start.from } });
  view.focus();
  events.ready({
    insert: (expression) => insertAt(view, expression),
    focus: () => view.focus(),
    contains: (element) => view.dom.contains(element),
  });
  return view;
}

function mark(view: EditorView, findings: readonly TextFinding[]): void {
  const { length } = view.state.doc;
  const diagnostics = findings
    .filter(({ end }) => end <= length)
    .map(({ start, end, severity, message, fix, replacement }) => ({
      from: start,
      to: end,
      severity,
      message: fix === undefined ? message : `${message} ${fix}`,
      ...(replacement !== undefined && {
        actions: [
          {
            name: 'Fix',
            apply: (target: EditorView) =>
              target.dispatch({ changes: { from: 0, to: target.state.doc.length, insert: replacement } }),
          },
        ],
      }),
    }));
  view.dispatch(setDiagnostics(view.state, diagnostics));
}
