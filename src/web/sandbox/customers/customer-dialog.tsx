import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useLocation } from 'wouter';
import type { SandboxContact, SandboxCustomer } from '../../api/sandbox-world.ts';
import { contactName } from '../../model/customer-property.ts';
import { useAnnounce } from '../../shell/status.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { useActingUser } from '../acting-user.tsx';
import type { SectionProps } from '../section.tsx';
import { TimezoneSelect } from '../timezone-select.tsx';
import { useAct } from '../use-act.ts';
import { AssigneeSelect } from './assignee-select.tsx';
import classes from './customer-dialog.module.css';
import { CUSTOMER_FIELDS, customerForm, rowProblem, saveCustomer } from './customer-form.ts';
import type { CustomerForm } from './customer-form.ts';
import { PropertiesEditor } from './properties-editor.tsx';

const FOR_NEW = {
  title: () => 'Create a customer',
  action: 'Create',
  phoneHelp: 'Ten digits are a number of the US or Canada; other numbers begin with + and the code of the country.',
};
const FOR_KNOWN = {
  title: (customer: SandboxContact) => `Edit ${contactName(customer)}`,
  action: 'Save',
  phoneHelp: 'A customer is known by it, so it never changes.',
};

/** Adds a customer, or edits one: the phone number never changes. */
export function CustomerDialog({
  company,
  customer,
  onClose,
}: SectionProps & { readonly customer?: SandboxCustomer; readonly onClose: () => void }) {
  const isNew = customer === undefined;
  const actingUser = useActingUser();
  const announceSaved = useSavedAnnouncement(isNew);
  const [form, setForm] = useState(() => customerForm(customer));
  const [areProblemsShown, setProblemsShown] = useState(false);
  const set = (change: Partial<CustomerForm>): void => setForm({ ...form, ...change });
  const save = useAct(() => saveCustomer(form, customer, actingUser), {
    isShown: true,
    onDone: (saved) => {
      announceSaved(saved);
      onClose();
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const isFine = form.rows.every((_row, index) => rowProblem(form.rows, index) === undefined);
    setProblemsShown(!isFine);
    if (isFine) save.mutate(undefined);
  };
  const { title, action, phoneHelp } = isNew ? FOR_NEW : FOR_KNOWN;
  return (
    <Modal opened onClose={onClose} title={title(customer ?? NOBODY)} size="lg">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Phone number"
            type="tel"
            required
            data-autofocus={isNew || undefined}
            readOnly={!isNew}
            description={phoneHelp}
            placeholder="+13105551234"
            value={form.phone}
            onChange={(event) => set({ phone: event.currentTarget.value })}
          />
          <div className={classes['fields']}>
            {CUSTOMER_FIELDS.map(({ name, label, type }, index) => (
              <TextInput
                key={name}
                label={label}
                type={type}
                data-autofocus={(!isNew && index === 0) || undefined}
                value={form.texts[name]}
                onChange={(event) => set({ texts: { ...form.texts, [name]: event.currentTarget.value } })}
              />
            ))}
            <TimezoneSelect
              label="Time zone"
              clearable
              value={form.timezone}
              onChange={(timezone) => set({ timezone })}
            />
            <AssigneeSelect users={company.users} value={form.assignee} onChange={(assignee) => set({ assignee })} />
          </div>
          <Checkbox
            label="Subscribed"
            description="Customers who are not get no messages."
            checked={form.isSubscribed}
            onChange={(event) => set({ isSubscribed: event.currentTarget.checked })}
          />
          <PropertiesEditor
            rows={form.rows}
            problemOf={(index) => (areProblemsShown ? rowProblem(form.rows, index) : undefined)}
            onChange={(rows) => set({ rows })}
          />
          {save.error !== null && <Trouble error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const NOBODY: SandboxContact = { phone_number: '', first_name: null, last_name: null };

/** Says that a customer is saved; after a new one scenarios may run, so it offers the way there. */
function useSavedAnnouncement(isNew: boolean): (saved: SandboxContact) => void {
  const announce = useAnnounce();
  const [, navigate] = useLocation();
  return (saved) => {
    if (!isNew) announce(`${contactName(saved)} is saved.`);
    else announce(`${contactName(saved)} is added.`, { label: 'See the runs', onAccept: () => navigate('/history') });
  };
}
