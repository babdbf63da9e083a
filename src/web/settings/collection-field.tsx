import { readFields } from '../model/form-field.ts';
import type { FormField } from '../model/form-field.ts';
import { isValues, own, withKey } from '../model/values.ts';
import { FieldList } from './field-list.tsx';
import type { ControlProps, FieldScope } from './form-context.ts';
import classes from './group-field.module.css';

/** The fields of a collection, in a frame of their own. */
export function CollectionField({ field, path, labelId, describedBy, value, onChange, scope }: ControlProps) {
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy} className={classes['group']}>
      <FieldList fields={membersOf(field)} scope={collectionScope({ value, path, onChange }, scope)} />
    </div>
  );
}

/** The fields inside a collection; they take expressions when it does. */
export function membersOf(field: FormField): readonly FormField[] {
  const members = readFields(field.raw['spec'], field.home);
  return field.mappable ? members : members.map((member) => ({ ...member, mappable: false }));
}

/** Keeps the values of fields in a collection; choices in it may depend on values around it. */
export function collectionScope(
  { value, path, onChange }: Pick<ControlProps, 'value' | 'path' | 'onChange'>,
  outer: FieldScope,
): FieldScope {
  const held = isValues(value) ? value : {};
  return {
    read: ({ name }) => own(held, name),
    write: ({ name }, next) => onChange(withKey(held, name, next)),
    pathOf: ({ name }) => `${path}/${name}`,
    values: () => ({ ...outer.values(), ...held }),
  };
}
