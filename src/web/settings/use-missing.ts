import type { Step } from '../model/blueprint.ts';
import { problemOf } from '../model/form-check.ts';
import type { FormField } from '../model/form-field.ts';
import { connectionOf } from '../model/step-settings.ts';
import { fieldIds } from './field-frame.tsx';
import { formPrefix } from './step-form.tsx';
import { useStepScope } from './step-scope.ts';

/** A field that needs attention, with the id of its control. */
export interface MissingField {
  readonly id: string;
  readonly label: string;
}

/** The fields of a module that are not filled in rightly yet. */
export function useMissing(
  step: Step,
  fields: readonly FormField[],
  component: string | undefined,
): readonly MissingField[] {
  const scope = useStepScope(step, fields);
  const prefix = formPrefix(step.id);
  const own = fields
    .filter((field) => problemOf(field, scope.read(field)) !== undefined)
    .map((field) => ({ id: fieldIds(prefix, scope.pathOf(field)).id, label: field.label }));
  const lacksConnection = component !== undefined && connectionOf(step) === undefined;
  return lacksConnection ? [{ id: `${prefix}-connection`, label: 'Connection' }, ...own] : own;
}
