import { useEffect, useRef } from 'react';
import { isTyping } from '../shell/is-typing.ts';
import { useEditor } from './editor.ts';
import type { Editor } from './editor.ts';

/** By key, with Ctrl or ⌘. */
const KEYS: Readonly<Record<string, (editor: Editor, event: KeyboardEvent) => void>> = {
  s: (editor) => void editor.save(),
  z: (editor, { shiftKey }) => (shiftKey ? editor.redo() : editor.undo()),
  y: (editor) => editor.redo(),
};

/** Save, undo and redo, wherever the focus is; in a field, undo belongs to its text. */
export function useBuilderKeys(): void {
  const editor = useEditor();
  const latest = useRef(editor);
  useEffect(() => {
    latest.current = editor;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const act = KEYS[key];
      if (act === undefined || (key !== 's' && isTyping(event))) return;
      event.preventDefault();
      act(latest.current, event);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
