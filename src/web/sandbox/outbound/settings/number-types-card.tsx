import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { numberTypesQuery, removeNumberType, saveNumberType } from '../../../api/outbound-settings.ts';
import type { NumberType } from '../../../api/outbound-settings.ts';
import { counted } from '../../../model/aria-names.ts';
import { NameDialog } from '../../../ui/name-dialog.tsx';
import { SectionLoaded } from '../../section-loaded.tsx';
import { ControlCard } from '../../traffic/control-card.tsx';
import { useAct } from '../../use-act.ts';
import { useInstance } from '../instance.tsx';
import { EditableItem, EditableList } from './editable-list.tsx';
import classes from './outbound-settings.module.css';

/** The types of phone numbers; texts go to numbers of SMS-capable types only. */
export function NumberTypesCard() {
  const instance = useInstance();
  const query = useQuery(numberTypesQuery(instance));
  const [isAdding, setAdding] = useState(false);
  const save = useAct((change: Parameters<typeof saveNumberType>[1]) => saveNumberType(instance, change), {
    say: ({ name }) => `${name} is saved.`,
  });
  const remove = useAct(({ id }: NumberType) => removeNumberType(instance, id), {
    say: (_done, { name }) => `${name} is removed.`,
  });
  return (
    <ControlCard title="Phone number types" note="Texts go to numbers of SMS-capable types only.">
      <SectionLoaded query={query} label="Loading types">
        {(types) => (
          <EditableList name="Phone number types" addLabel="Add a type" onAdd={() => setAdding(true)}>
            {types.map((type) => (
              <EditableItem
                key={type.id}
                name={type.name}
                text={
                  <>
                    <span className={classes['name']}>{type.name}</span>{' '}
                    <span className={classes['detail']}>{counted(type.phone_numbers, 'number')}</span>
                  </>
                }
                onRemove={() => remove.mutate(type)}
              >
                <Switch
                  label="SMS-capable"
                  aria-label={`SMS-capable: ${type.name}`}
                  checked={type.sms_capable}
                  onChange={(event) => save.mutate({ id: type.id, sms_capable: event.currentTarget.checked })}
                />
              </EditableItem>
            ))}
          </EditableList>
        )}
      </SectionLoaded>
      {isAdding && (
        <NameDialog
          title="Add a phone number type"
          name=""
          action="Add"
          onSave={(name) => save.mutateAsync({ name, sms_capable: true })}
          onClose={() => setAdding(false)}
        />
      )}
    </ControlCard>
  );
}
