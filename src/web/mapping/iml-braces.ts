import { EditorView } from '@codemirror/view';
import { segmentAt } from '../model/iml-split.ts';

/** Closes `{{` while it is typed, and steps over the closing braces instead of doubling them. */
export const imlBraces = EditorView.inputHandler.of((view, from, to, typed) => {
  const text = view.state.doc.toString();
  if (typed === '{' && text.charAt(from - 1) === '{' && isLiteralBefore(text, from - 1)) {
    view.dispatch({
      changes: { from, to, insert: '{}}' },
      selection: { anchor: from + 1 },
      userEvent: 'input.type',
    });
    return true;
  }
  if (typed === '}' && from === to && text.charAt(from) === '}' && isInClosedExpression(text, from)) {
    view.dispatch({ selection: { anchor: from + 1 }, userEvent: 'select' });
    return true;
  }
  return false;
});

function isLiteralBefore(text: string, at: number): boolean {
  return text.charAt(at - 1) !== '\\' && segmentAt(text.slice(0, at), at)?.kind !== 'expression';
}

/** In front of one of the two braces that close an expression. */
function isInClosedExpression(text: string, at: number): boolean {
  return [at, at - 1].some((end) => {
    const segment = segmentAt(text, end);
    return segment?.kind === 'expression' && segment.closed && segment.to === end;
  });
}
