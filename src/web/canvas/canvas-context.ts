import { createContext, useContext } from 'react';
import type { CatalogueModule } from '../builder/catalogue.ts';
import type { NamedStep } from '../model/aria-names.ts';
import type { Step } from '../model/blueprint.ts';
import type { FilterText } from '../model/filter-text.ts';
import type { StepActions } from './use-step-actions.ts';

/** What every card knows, beside its own module. It changes rarely, so that an edit draws few cards again. */
export interface CanvasContextValue {
  readonly actions: StepActions;
  readonly direction: 'horizontal' | 'vertical';
  /** What is known of a module; undefined while the apps are read, and for modules of other apps. */
  readonly moduleOf: (step: Step) => CatalogueModule | undefined;
  /** Whether nothing is known of a module, and nothing more will be. */
  readonly isUnknown: (step: Step) => boolean;
  /** Its number, and what people called it or its own label. */
  readonly named: (step: Step) => NamedStep;
  /** The filter before it; undefined without one. */
  readonly filterText: (step: Step) => FilterText | undefined;
  /** "Sonar · Sandbox A" */
  readonly originOf: (step: Step) => string;
}

export const CanvasContext = createContext<CanvasContextValue | undefined>(undefined);

/** What every card knows. @throws Error outside of a canvas. */
export function useCanvas(): CanvasContextValue {
  const value = useContext(CanvasContext);
  if (value === undefined) throw new Error('Cards only work on the canvas.');
  return value;
}
