import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { filterOperatorsQuery } from '../api/filters.ts';
import { useEditor } from '../builder/editor.ts';
import { namedStep, originOfStep } from '../builder/module-names.ts';
import { filterSummary } from '../model/filter-model.ts';
import { CanvasContext } from './canvas-context.ts';
import type { CanvasContextValue } from './canvas-context.ts';
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
  const { data: operators } = useQuery(filterOperatorsQuery());
  const value = useMemo((): CanvasContextValue => {
    const labels = new Map(operators?.map(({ id, label }) => [id, label.toLowerCase()]));
    return {
      actions,
      direction,
      moduleOf: ({ module }) => catalogue.find(module),
      isUnknown: ({ module }) => catalogue.isComplete && catalogue.find(module) === undefined,
      named: (step) => namedStep(step, catalogue),
      filterText: ({ filter }) => filterSummary(filter, (operator) => labels.get(operator) ?? operator),
      originOf: (step) => originOfStep(step, catalogue, connections),
    };
  }, [actions, direction, catalogue, connections, operators]);
  return <CanvasContext value={value}>{children}</CanvasContext>;
}
