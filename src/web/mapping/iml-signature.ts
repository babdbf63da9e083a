import { StateField, type EditorState } from '@codemirror/state';
import { showTooltip, type Tooltip } from '@codemirror/view';
import type { ImlFunction } from '../api/contract.ts';
import { callAt, type CallAt } from '../model/iml-caret.ts';
import { argumentAt, readSignature } from '../model/signature.ts';
import { imlHost } from './iml-host.ts';

interface Help {
  readonly call: CallAt;
  readonly tooltip: Tooltip;
}

/** The signature of the function whose arguments are written, the one at the caret emphasised. */
export const imlSignature = StateField.define<Help | null>({
  create: helpOf,
  update(before, { state, docChanged, selection, startState }) {
    const isSame = !docChanged && selection === undefined && startState.facet(imlHost) === state.facet(imlHost);
    if (isSame) return before;
    const help = helpOf(state);
    // The same box stays where it is while one argument is written.
    return before !== null && help !== null && isSameCall(before.call, help.call) ? before : help;
  },
  provide: (field) => showTooltip.from(field, (help) => help?.tooltip ?? null),
});

function helpOf(state: EditorState): Help | null {
  const { main } = state.selection;
  const call = main.empty ? callAt(state.doc.toString(), main.head) : undefined;
  const called = call && state.facet(imlHost)?.functions.find(({ name }) => name === call.name);
  if (call === undefined || called === undefined) return null;
  return { call, tooltip: { pos: call.start, above: true, create: () => ({ dom: drawn(called, call) }) } };
}

function isSameCall(one: CallAt, other: CallAt): boolean {
  return one.start === other.start && one.name === other.name && one.argument === other.argument;
}

function drawn({ signature: text, summary }: ImlFunction, { argument }: CallAt): HTMLElement {
  const box = element('div', 'iml-signature');
  const line = element('code', 'iml-signature-call');
  const signature = readSignature(text);
  const at = signature && argumentAt(signature, argument);
  line.append(signature === undefined ? text : `${signature.name}(`);
  for (const [index, name] of (signature?.arguments ?? []).entries()) {
    if (index > 0) line.append('; ');
    line.append(index === at ? element('strong', 'iml-signature-argument', name) : name);
  }
  if (signature !== undefined) line.append(')');
  box.append(line, element('div', 'iml-signature-summary', summary));
  box.role = 'status';
  box.ariaLabel = `Arguments of ${signature?.name ?? text}`;
  return box;
}

function element(tag: 'div' | 'code' | 'strong', className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
