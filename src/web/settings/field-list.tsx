import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { isBlank } from '../model/form-field.ts';
import type { FormField } from '../model/form-field.ts';
import classes from './field-list.module.css';
import { useForm } from './form-context.ts';
import type { FieldScope } from './form-context.ts';

/** Fields one below the other. Advanced ones that are neither filled nor mandatory are folded away. */
export function FieldList({ fields, scope }: { readonly fields: readonly FormField[]; readonly scope: FieldScope }) {
  const { Field } = useForm();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [early, late] = [fields.filter((field) => !field.advanced), fields.filter((field) => field.advanced)];
  const set = late.filter((field) => !isBlank(scope.read(field)));
  const shown = isOpen ? late : late.filter((field) => field.required || set.includes(field));
  return (
    <div className={classes['list']}>
      {early.map((field) => (
        <Field key={scope.pathOf(field)} field={field} scope={scope} />
      ))}
      {late.length > 0 && (
        <div>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-expanded={isOpen}
            aria-controls={id}
            leftSection={
              isOpen ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />
            }
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? 'Hide' : 'Show'} advanced settings ({set.length} set)
          </Button>
        </div>
      )}
      <div id={id} className={classes['list']} hidden={shown.length === 0}>
        {shown.map((field) => (
          <Field key={scope.pathOf(field)} field={field} scope={scope} />
        ))}
      </div>
    </div>
  );
}
