import type { OperationRecord } from '../../api/contract.ts';

/** What can be done from the inspector; without an editor around it there is less. */
export interface InspectorActions {
  /** Opens the settings of a module, at a field when given. */
  readonly openField?: ((moduleId: number, field?: string) => void) | undefined;
  readonly addErrorHandler?: ((moduleId: number) => void) | undefined;
  /** Runs the execution again from the failed module. */
  readonly retry?: (() => void) | undefined;
  /** Uses the outputs of an operation in later runs by hand; undefined unpins. */
  readonly pin?: ((operation: OperationRecord, isPinned: boolean) => void) | undefined;
  /** Whether the output of a module is pinned. */
  readonly isPinned?: ((moduleId: number) => boolean) | undefined;
}
