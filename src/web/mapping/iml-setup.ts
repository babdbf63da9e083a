import { acceptCompletion, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap, tooltips, type KeyBinding } from '@codemirror/view';
import { insertExpression } from '../model/iml-insert.ts';
import { imlBraces } from './iml-braces.ts';
import { imlCompletion } from './iml-completion.ts';
import { imlPills, pillKeys } from './iml-pills.ts';
import { imlSignature } from './iml-signature.ts';
import { imlTheme } from './iml-theme.ts';

/** The kind of data that is dragged out of the mapping panel. */
export const DRAGGED_IML = 'application/x-iml';

/** What an editor tells the field around it. */
export interface ImlEvents {
  /** Alt and arrow down: into the mapping panel. */
  readonly onEnterPanel: () => void;
  /** Escape; true when something was closed by it. */
  readonly onEscape: () => boolean;
}

/** Everything an editor for a mapped text is made of, apart from what can be mapped. */
export function imlSetup(isMultiline: boolean, nonce: string, events: ImlEvents): Extension {
  return [
    EditorView.cspNonce.of(nonce),
    imlTheme,
    imlPills,
    imlBraces,
    imlCompletion,
    imlSignature,
    history(),
    EditorView.lineWrapping,
    tooltips({ position: 'fixed' }),
    Prec.high(keymap.of([...ownKeys(events), ...pillKeys, ...(isMultiline ? [] : SINGLE_LINE_KEYS)])),
    keymap.of([...historyKeymap, ...defaultKeymap.filter(({ key }) => !LEFT_ALONE.has(key ?? ''))]),
    isMultiline ? [] : singleLine,
    dropped,
    overwritten,
  ];
}

function ownKeys({ onEnterPanel, onEscape }: ImlEvents): readonly KeyBinding[] {
  return [
    {
      key: 'Alt-ArrowDown',
      run: () => {
        onEnterPanel();
        return true;
      },
    },
    { key: 'Escape', run: ({ state }) => completionStatus(state) === null && onEscape(), stopPropagation: false },
  ];
}

/** Keys that mean something to the page around the field. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['Mod-Enter', 'Alt-ArrowDown', 'Alt-ArrowUp', 'Escape']);

const SINGLE_LINE_KEYS: readonly KeyBinding[] = [{ key: 'Enter', run: (view) => acceptCompletion(view) || true }];

/** Line breaks of what is pasted become spaces. */
const singleLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const text = transaction.newDoc.toString().replaceAll('\n', ' ');
  const changes = { from: 0, to: transaction.startState.doc.length, insert: text };
  return { changes, selection: { anchor: Math.min(transaction.newSelection.main.head, text.length) } };
});

/** An item out of the panel goes in where it is dropped, with braces only where they are needed. */
const dropped = EditorView.domEventHandlers({
  drop(event, view) {
    const expression = event.dataTransfer?.getData(DRAGGED_IML);
    if (expression === undefined || expression === '') return false;
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length;
    insertAt(view, expression, { from: at, to: at });
    event.preventDefault();
    return true;
  },
});

/**
 * Text typed over a selection: left to itself, the browser would keep the look of what stood there in an inline style,
 * which the page does not allow.
 */
const overwritten = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType, isComposing } = event;
    const range = inputType === 'insertText' && !isComposing ? selectedIn(view) : undefined;
    if (range === undefined || data === null) return false;
    view.dispatch({
      changes: { ...range, insert: data },
      selection: { anchor: range.from + data.length },
      userEvent: 'input.type',
      scrollIntoView: true,
    });
    return true;
  },
});

/** What is selected in the document at this moment, which the state of the editor may learn a little later. */
function selectedIn(view: EditorView): { readonly from: number; readonly to: number } | undefined {
  const selection = document.getSelection();
  const { anchorNode, focusNode } = selection ?? {};
  if (!selection || selection.isCollapsed || !anchorNode || !focusNode) return undefined;
  if (!view.contentDOM.contains(anchorNode) || !view.contentDOM.contains(focusNode)) return undefined;
  const ends = [
    view.posAtDOM(anchorNode, selection.anchorOffset),
    view.posAtDOM(focusNode, selection.focusOffset),
  ] as const;
  return { from: Math.min(...ends), to: Math.max(...ends) };
}

/** Puts an expression in place of a stretch of text, the selection by default, and gives the editor the focus. */
export function insertAt(
  view: EditorView,
  expression: string,
  { from, to }: { readonly from: number; readonly to: number } = view.state.selection.main,
): void {
  const inserted = insertExpression({ text: view.state.doc.toString(), from, to }, expression);
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: inserted.text },
    selection: { anchor: inserted.from, head: inserted.to },
    userEvent: 'input',
    scrollIntoView: true,
  });
  view.focus();
}
