import { useEffect, useRef } from 'react';
import { useSearchParams } from 'wouter';
import { useEditor, type SettingsTab } from './editor.ts';
import { useOpenProblem } from './use-open-problem.ts';

const TABS: ReadonlySet<string> = new Set<SettingsTab>(['settings', 'filter', 'error-handler', 'request', 'raw']);

/** Opens what the address asks for, once: a module (`module`, `panel`, `field`) or the place of a finding (`problem`). */
export function useAddressed(): void {
  const [params] = useSearchParams();
  const { openSettings } = useEditor();
  const openProblem = useOpenProblem();
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current) return;
    isDone.current = true;
    const module = Number(params.get('module') ?? Number.NaN);
    const panel = params.get('panel') ?? '';
    const problem = params.get('problem');
    if (Number.isInteger(module)) {
      const tab = TABS.has(panel) ? (panel as SettingsTab) : undefined;
      openSettings(module, tab, params.get('field') ?? undefined);
    } else if (problem !== null) openProblem({ pointer: problem });
  }, [params, openSettings, openProblem]);
}
