import { useMemo, useState } from 'react';
import type { Editor } from '../builder/editor.ts';
import { editedOf } from '../builder/edited-of.ts';
import type { Blueprint } from '../model/blueprint.ts';
import { changedSince } from '../model/changed-since.ts';

const NONE: ReadonlySet<number> = new Set();

/**
 * Modules that were edited since the run that is shown. Only versions this page has seen can be compared with: none
 * counts as edited when the run is of an older one.
 */
export function useChanged(editor: Editor | undefined, ranVersion: number | undefined): ReadonlySet<number> {
  const [seen, setSeen] = useState<ReadonlyMap<number, Blueprint>>(new Map());
  const scenario = editor?.scenario;
  if (scenario !== undefined && !seen.has(scenario.version)) {
    setSeen(new Map([...seen, [scenario.version, editedOf(scenario).blueprint]]));
  }
  const ran = ranVersion === undefined ? undefined : seen.get(ranVersion);
  const now = editor?.blueprint;
  return useMemo(() => (ran === undefined || now === undefined ? NONE : changedSince(ran, now)), [ran, now]);
}
