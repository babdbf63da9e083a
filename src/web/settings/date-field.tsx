import { ActionIcon, Button, Popover, Stack, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useState } from 'react';
import { dateShown, pickedDate, pickerOf } from '../model/picked-date.ts';
import classes from './date-field.module.css';
import type { ControlProps } from './form-context.ts';
import { TextField } from './text-field.tsx';

/** A date as text, with a calendar beside it. */
export function DateField(props: ControlProps) {
  const { field, value, onChange } = props;
  const [isOpen, setOpen] = useState(false);
  const [picked, setPicked] = useState('');
  const picker = pickerOf(field);
  const use = (): void => {
    const date = pickedDate(field, picked);
    if (date !== undefined) onChange(date);
    setOpen(false);
  };
  const shown = dateShown(field, value);
  return (
    <>
      <div className={classes['row']}>
        <div className={classes['text']}>
          <TextField {...props} />
        </div>
        <Popover opened={isOpen} onChange={setOpen} trapFocus withinPortal={false} position="bottom-end" shadow="md">
          <Popover.Target>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={`Choose ${field.label}`}
              onClick={() => setOpen(!isOpen)}
            >
              <IconCalendar size={18} aria-hidden />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown aria-label={`Choose ${field.label}`}>
            <Stack gap="sm">
              <TextInput
                label={picker.label}
                type={picker.input}
                value={picked}
                data-autofocus
                onChange={(event) => setPicked(event.currentTarget.value)}
              />
              <Button size="compact-sm" onClick={use} disabled={picked === ''}>
                Use it
              </Button>
            </Stack>
          </Popover.Dropdown>
        </Popover>
      </div>
      {shown !== undefined && <p className={classes['shown']}>{shown}</p>}
    </>
  );
}
