import { ActionIcon, Button, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { numberTypesQuery, removeNumberType, saveNumberType } from '../../../api/outbound-settings.ts';
import type { NumberType } from '../../../api/outbound-settings.ts';
import { counted } from '../../../model/aria-names.ts';
import { NameDialog } from '../../../ui/name-dialog.tsx';
import { SectionLoaded } from '../../section-loaded.tsx';
import { ControlCard } from '../../traffic/control-card.tsx';
import { useAct } from '../../use-act.ts';
import { useInstance } from '../instance.tsx';
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
          <ul aria-label="Phone number types" className={classes['list']}>
            {types.map((type) => (
              <li key={type.id}>
                <span>
                  <span className={classes['name']}>{type.name}</span>{' '}
                  <span className={classes['detail']}>{counted(type.phone_numbers, 'number')}</span>
                </span>
                <Switch
                  label="SMS-capable"
                  aria-label={`SMS-capable: ${type.name}`}
                  checked={type.sms_capable}
                  onChange={(event) => save.mutate({ id: type.id, sms_capable: event.currentTarget.checked })}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove ${type.name}`}
                  onClick={() => remove.mutate(type)}
                >
                  <IconTrash size={18} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
      </SectionLoaded>
      <div>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          Add a type
        </Button>
      </div>
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
