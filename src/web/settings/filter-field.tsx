import type { Condition } from '../model/blueprint.ts';
import { own } from '../model/values.ts';
import { FilterEditor } from './filter-editor.tsx';
import type { ControlProps } from './form-context.ts';

/** Conditions as the value of a field: a list of alternatives, or one flat list where the manifest wants that. */
export function FilterField({ field, id, labelId, describedBy, value, onChange }: ControlProps) {
  const isFlat = typeof own(field.raw['options'], 'logic') === 'string';
  const given = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const conditions = (isFlat && given.length > 0 ? [given] : given) as readonly (readonly Condition[])[];
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      <FilterEditor
        idPrefix={id}
        filter={{ conditions }}
        onChange={({ conditions: next = [] }) => onChange(isFlat ? next.flat() : next)}
      />
    </div>
  );
}
