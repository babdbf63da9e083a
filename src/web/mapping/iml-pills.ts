import { StateField, type EditorState, type Extension, type Range, type Transaction } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet, type KeyBinding } from '@codemirror/view';
import { splitText } from '../model/iml-split.ts';
import { pillsOf, type Pill } from '../model/pills.ts';
import { imlHost, type ImlHost } from './iml-host.ts';
import { pillTone } from './pill-tone.ts';
import classes from './pills.module.css';

/** A pill over the text of an item. */
class PillWidget extends WidgetType {
  private readonly look: PillLook;

  constructor(look: PillLook) {
    super();
    this.look = look;
  }

  override eq({ look }: PillWidget): boolean {
    const { label, tone, isSelected, source } = this.look;
    return look.label === label && look.tone === tone && look.isSelected === isSelected && look.source === source;
  }

  override toDOM(): HTMLElement {
    const { label, tone, isSelected, source } = this.look;
    const pill = document.createElement('span');
    pill.className = classes['pill'] ?? '';
    pill.dataset['tone'] = tone;
    if (isSelected) pill.dataset['selected'] = '';
    pill.title = source;
    pill.textContent = label;
    return pill;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

interface PillLook {
  readonly label: string;
  readonly tone: string;
  readonly isSelected: boolean;
  /** The text below. */
  readonly source: string;
}

interface Drawn {
  readonly all: DecorationSet;
  /** What the caret steps over as a whole. */
  readonly pills: DecorationSet;
}

const drawn = StateField.define<Drawn>({
  create: (state) => draw(state, false),
  update: (value, transaction) =>
    transaction.docChanged || transaction.selection !== undefined || transaction.reconfigured
      ? draw(transaction.state, isWriting(transaction))
      : value,
  provide: (field) => [
    EditorView.decorations.from(field, ({ all }) => all),
    EditorView.atomicRanges.of((view) => view.state.field(field).pills),
  ],
});

/** Whether people write or delete letters at this moment; what is inserted as a whole is finished. */
function isWriting(transaction: Transaction): boolean {
  return transaction.isUserEvent('input.type') || transaction.isUserEvent('delete');
}

/** Shows items as pills and expressions in their own type; the text below stays what it is. */
export const imlPills: Extension = drawn;

function draw(state: EditorState, isWritten: boolean): Drawn {
  const host = state.facet(imlHost);
  const text = state.doc.toString();
  if (host === undefined || !text.includes('{{')) return { all: Decoration.none, pills: Decoration.none };
  const marks = splitText(text).flatMap((segment) =>
    segment.kind === 'expression'
      ? [Decoration.mark({ class: classes['expression'] ?? '' }).range(segment.start, segment.end)]
      : [],
  );
  const pills = pillsOf(text, host.names);
  const words = pills.filter(({ kind }) => kind !== 'item').map((pill) => wordMark(pill));
  const widgets = pills.filter((pill) => isCovered(pill, state, isWritten)).map((pill) => itemPill(pill, state, host));
  return { all: Decoration.set([...marks, ...words, ...widgets], true), pills: Decoration.set(widgets, true) };
}

function wordMark({ start, end, kind }: Pill): Range<Decoration> {
  return Decoration.mark({ class: classes[kind] ?? '' }).range(start, end);
}

function itemPill({ start, end, label, module }: Pill, state: EditorState, host: ImlHost): Range<Decoration> {
  const { from, to, empty } = state.selection.main;
  const isSelected = !empty && from <= start && to >= end;
  const tone = pillTone(module, host);
  const widget = new PillWidget({ label, tone, isSelected, source: state.sliceDoc(start, end) });
  return Decoration.replace({ widget }).range(start, end);
}

/** Where people write, the text itself stands: a pill would hide the word they are at. */
function isCovered({ kind, start, end }: Pill, state: EditorState, isWritten: boolean): boolean {
  if (kind !== 'item') return false;
  const { head, empty } = state.selection.main;
  if (!empty || head <= start || head > end) return true;
  const hasBraces = state.sliceDoc(start, start + 2) === '{{';
  return head === end && (hasBraces || !isWritten);
}

/** Backspace and Delete select a pill first, and remove it the second time. */
export const pillKeys: readonly KeyBinding[] = [
  { key: 'Backspace', run: (view) => selectPill(view, 'before') },
  { key: 'Delete', run: (view) => selectPill(view, 'behind') },
];

function selectPill(view: EditorView, side: 'before' | 'behind'): boolean {
  const { head, empty } = view.state.selection.main;
  if (!empty) return false;
  let found: { readonly from: number; readonly to: number } | undefined;
  view.state.field(drawn).pills.between(head, head, (from, to) => {
    if ((side === 'before' ? to : from) === head) found = { from, to };
  });
  if (found === undefined) return false;
  view.dispatch({ selection: { anchor: found.from, head: found.to } });
  return true;
}
