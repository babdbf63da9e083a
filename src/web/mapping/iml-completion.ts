import {
  autocompletion,
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { ImlFunction } from '../api/contract.ts';
import { completionAt, type CompletionAt } from '../model/iml-caret.ts';
import { callTemplate, insertExpression } from '../model/iml-insert.ts';
import { writePath, type ItemPath } from '../model/iml-path.ts';
import { bundleItem, childNamed, childrenOf, type Item } from '../model/items.ts';
import { imlHost, type ImlHost } from './iml-host.ts';

/** How deep items are offered before a dot is written, and how many at most. */
const DEPTH = 4;
const MOST = 400;
/** Lines of the list. */
const SHOWN = 60;

/** Completes items, functions and keywords: behind `{{`, behind a slash at the start of a word, or on Ctrl+Space. */
export const imlCompletion: Extension = autocompletion({
  override: [complete],
  icons: false,
  activateOnTypingDelay: 20,
  updateSyncTime: 50,
  tooltipClass: () => 'iml-completions',
});

function complete(context: CompletionContext): CompletionResult | null {
  const host = context.state.facet(imlHost);
  const text = context.state.doc.toString();
  const at = completionAt(text, context.pos);
  if (host === undefined || at === undefined || !isWanted(at, text, context)) return null;
  const options = at.below === undefined ? everything(host, at.word) : members(host, at.below, at.word);
  if (options.length === 0) return null;
  return { from: at.from, to: at.to, options: options.slice(0, SHOWN), filter: false };
}

function isWanted({ inExpression, from, word }: CompletionAt, text: string, { explicit, pos }: CompletionContext) {
  if (explicit) return true;
  if (!inExpression) return text.charAt(from) === '/';
  return word !== '' || /(?:\{\{|[(;.])\s*$/.test(text.slice(0, pos));
}

function everything(host: ImlHost, word: string): readonly Completion[] {
  const items = host.sources.flatMap((source) => itemsBelow(bundleItem(source), DEPTH)).slice(0, MOST);
  return ranked([...items.map(itemOption), ...host.functions.map(functionOption)], word);
}

function members(host: ImlHost, below: ItemPath, word: string): readonly Completion[] {
  const source = host.sources.find(({ module }) => module === below.module);
  let item = source && bundleItem(source);
  for (const segment of below.segments) {
    if (item !== undefined && segment.type === 'name') item = childNamed(item, segment.name);
  }
  const children = item === undefined ? [] : childrenOf(item);
  return ranked(
    children.map((child) => ({ ...itemOption(child), apply: memberText(below, child.name) })),
    word,
  );
}

/** The name of a member as it stands behind a dot. */
function memberText({ module, segments }: ItemPath, name: string): string {
  const whole = writePath({ module, segments: [...segments, { type: 'name', name }] });
  return whole.slice(writePath({ module, segments }).length).replace(/^\./, '');
}

function itemsBelow(item: Item, depth: number): readonly Item[] {
  if (depth === 0) return [];
  return childrenOf(item).flatMap((child) => [child, ...(child.isParent ? itemsBelow(child, depth - 1) : [])]);
}

function itemOption(item: Item): Completion {
  return {
    label: item.iml,
    displayLabel: item.label,
    detail: item.preview === '' ? item.iml : `${item.iml} · ${item.preview.slice(0, 40)}`,
    apply: (view, completion, from, to) => apply(view, completion, { expression: item.iml, from, to }),
  };
}

function functionOption(entry: ImlFunction): Completion {
  const expression = entry.group === 'keyword' ? entry.name : callTemplate(entry.signature);
  return {
    label: entry.name,
    displayLabel: entry.group === 'keyword' ? entry.name : entry.signature,
    detail: entry.summary,
    apply: (view, completion, from, to) => apply(view, completion, { expression, from, to }),
  };
}

interface Choice {
  readonly expression: string;
  readonly from: number;
  readonly to: number;
}

function apply(view: EditorView, completion: Completion, choice: Choice): void {
  const { text, from } = insertExpression({ ...choice, text: view.state.doc.toString() }, choice.expression);
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    selection: { anchor: from },
    annotations: pickedCompletion.of(completion),
    userEvent: 'input.complete',
  });
}

/** What begins with the word first, then what contains it; labels count as much as technical names. */
function ranked(options: readonly Completion[], word: string): readonly Completion[] {
  const wanted = word.toLowerCase();
  const placed = options.flatMap((option) => {
    const rank = rankOf(option, wanted);
    return rank === undefined ? [] : [{ option, rank }];
  });
  return placed.toSorted((a, b) => a.rank - b.rank).map(({ option }) => option);
}

function rankOf({ label, displayLabel = '' }: Completion, word: string): number | undefined {
  if (word === '') return 0;
  const names = [displayLabel.toLowerCase(), label.toLowerCase()];
  const last = label.toLowerCase().split('.').at(-1) ?? '';
  if ([...names, last].some((name) => name.startsWith(word))) return 0;
  return names.some((name) => name.includes(word)) ? 1 : undefined;
}
