import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useEditor } from '../builder/editor.ts';
import { namedStep, originOfStep } from '../builder/module-names.ts';
import { filterText } from '../model/filter-text.ts';
import { CanvasContext } from './canvas-context.ts';
import type { CanvasContextValue } from './canvas-context.ts';
import { useFilterWords } from './use-filter-words.ts';
import type { StepActions } from './use-step-actions.ts';

/** Tells the cards what they need to know. */
export function CanvasProvider({
  actions,
  direction,
  children,
}: {
  readonly actions: StepActions;
  readonly direction: 'horizontal' | 'vertical';
  readonly children: ReactNode;
}) {
  const { catalogue, connections } = useEditor();
  const words = useFilterWords();
  const value = useMemo(
    (): CanvasContextValue => ({
      actions,
      direction,
      moduleOf: ({ module }) => catalogue.find(module),
      isUnknown: ({ module }) => catalogue.isComplete && catalogue.find(module) === undefined,
      named: (step) => namedStep(step, catalogue),
      filterText: ({ filter }) => filterText(filter, words),
      originOf: (step) => originOfStep(step, catalogue, connections),
    }),
    [actions, direction, catalogue, connections, words],
  );
  return <CanvasContext value={value}>{children}</CanvasContext>;
}
