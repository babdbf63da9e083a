import type { ComponentType } from 'react';
import type { Step } from '../model/blueprint.ts';
import type { ListKind } from '../model/step-path.ts';

/** What a list of modules is drawn from. */
export interface StepListProps {
  readonly name: string;
  readonly steps: readonly Step[];
  /** The path of the list as text. */
  readonly listKey: string;
  readonly kind: ListKind;
}

/** The list as a part for what stands inside it: modules hold lists of modules again. */
export type StepListPart = ComponentType<StepListProps>;
