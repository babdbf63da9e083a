import { useCallback, useEffect, useRef } from 'react';
import type { Finding } from '../api/contract.ts';
import { problemPlace } from '../model/problem-place.ts';
import { useBuilder } from './builder-state.ts';
import { useEditor } from './editor.ts';

/** Opens the place where a finding is corrected; the function stays the same. */
export function useOpenProblem(): (problem: Pick<Finding, 'pointer'>) => void {
  const editor = useEditor();
  const builder = useBuilder();
  const latest = useRef({ editor, builder });
  useEffect(() => {
    latest.current = { editor, builder };
  });
  return useCallback(({ pointer }) => {
    const { editor, builder } = latest.current;
    const place = problemPlace(editor.blueprint, pointer);
    if (place !== undefined) editor.openSettings(place.id, place.tab, place.field);
    else if (pointer.startsWith('/scheduling')) builder.openDialog({ kind: 'schedule' });
    else if (pointer.startsWith('/metadata')) builder.openDialog({ kind: 'settings' });
  }, []);
}
