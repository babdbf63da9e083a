import { Button, Checkbox, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { defineProperty } from '../../api/sandbox-properties.ts';
import type { PropertyDefinition } from '../../api/sandbox-properties.ts';
import { counted } from '../../model/aria-names.ts';
import { refusedFields } from '../../model/refused-fields.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { useFocusOnRefused } from '../focus-refused.ts';
import type { SectionProps } from '../section.tsx';
import { useAct } from '../use-act.ts';
import { userName } from '../user-name.ts';
import { definitionForm, definitionOf } from './definition-form.ts';
import type { DefinitionForm } from './definition-form.ts';
import { DEFINITION_TYPES, hasChoices, typeTakes } from './definition-types.ts';

/** The fields of the form, by what the sandbox calls them. */
const FIELDS = ['name', 'label', 'type', 'options', 'access'] as const;

/** Defines a property, or changes its definition: the technical name never changes. */
export function DefinitionDialog({
  company: { users },
  definition,
  onClose,
}: SectionProps & { readonly definition?: PropertyDefinition; readonly onClose: () => void }) {
  const isNew = definition === undefined;
  const [form, setForm] = useState(() => definitionForm(definition));
  const set = (change: Partial<DefinitionForm>): void => setForm({ ...form, ...change });
  const save = useAct(defineProperty, {
    isShown: true,
    say: ({ label, unfitting }) => `${label} is saved.${unfittingText(unfitting)}`,
    onDone: onClose,
  });
  const { of: refused, rest } = refusedFields(save.error, FIELDS);
  const element = useFocusOnRefused(save.error);
  return (
    <Modal opened onClose={onClose} title={isNew ? 'Define a property' : `Edit ${definition.label}`} size="lg">
      <form
        ref={element}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(definitionOf(form));
        }}
      >
        <Stack>
          <TextInput
            label="Label"
            required
            data-autofocus
            description="What people see."
            error={refused.label}
            value={form.label}
            onChange={(event) => set({ label: event.currentTarget.value })}
          />
          <TextInput
            label="Technical name"
            required
            readOnly={!isNew}
            description={
              isNew
                ? 'What CSV columns, searches and calls name it by; it has no spaces.'
                : 'Values are kept under it, so it never changes.'
            }
            error={refused.name}
            value={form.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Select
            label="Type"
            allowDeselect={false}
            description={typeTakes(form.type)}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            error={refused.type}
            data={DEFINITION_TYPES.map(({ value, label }) => ({ value, label }))}
            value={form.type}
            onChange={(type) => set({ type: type ?? 'text' })}
          />
          {hasChoices(form.type) && (
            <Textarea
              label="Choices"
              description="One on each line, without commas."
              autosize
              minRows={3}
              maxRows={10}
              error={refused.options}
              value={form.choices}
              onChange={(event) => set({ choices: event.currentTarget.value })}
            />
          )}
          <Checkbox
            label="Shown to customers"
            description="On the page they get when they text the word profile. They can edit it there."
            checked={form.shown_to_customer}
            onChange={(event) => set({ shown_to_customer: event.currentTarget.checked })}
          />
          <Checkbox
            label="Shown to agents"
            description="Who does not see it cannot edit it."
            checked={form.shown_to_agent}
            onChange={(event) => set({ shown_to_agent: event.currentTarget.checked })}
          />
          <Checkbox.Group
            label="Who may edit it"
            description="Everybody when nobody is chosen. Calls of the API may always."
            error={refused.access}
            value={[...form.access]}
            onChange={(access) => set({ access })}
          >
            <Stack gap={6} mt={6}>
              {users.map((user) => (
                <Checkbox key={user.email} value={user.email} label={userName(user)} />
              ))}
            </Stack>
          </Checkbox.Group>
          {rest !== '' && <Trouble error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              {isNew ? 'Define' : 'Save'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function unfittingText(count: number): string {
  return count === 0 ? '' : ` ${counted(count, 'customer')} with a value from before that would be refused now.`;
}
