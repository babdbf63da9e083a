import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { departmentsQuery, saveSignature, signatureTextsQuery } from '../../../api/outbound-settings.ts';
import type { Signature, SignatureDraft } from '../../../api/outbound-settings.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useAct } from '../../use-act.ts';
import { useInstance } from '../instance.tsx';

/** Adds a signature, or changes one: its words come from a fixed list. */
export function SignatureDialog({
  signature,
  onClose,
}: {
  readonly signature?: Signature;
  readonly onClose: () => void;
}) {
  const instance = useInstance();
  const texts = useQuery(signatureTextsQuery(instance));
  const departments = useQuery(departmentsQuery(instance));
  const [form, setForm] = useState(() => formOf(signature));
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  const save = useAct((draft: SignatureDraft) => saveSignature(instance, draft), {
    isShown: true,
    say: ({ name }) => `${name} is saved.`,
    onDone: onClose,
  });
  const error = save.error ?? texts.error ?? departments.error;
  const { department, text, ...others } = form;
  return (
    <Modal opened onClose={onClose} title={signature === undefined ? 'Add a signature' : `Edit ${signature.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (department === null || text === null) return;
          const id = signature === undefined ? {} : { id: signature.id };
          save.mutate({ ...id, ...others, department_id: Number(department), text_key: text });
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            required
            maxLength={100}
            data-autofocus
            value={form.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Select
            label="Department"
            required
            data={(departments.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
            value={department}
            onChange={(value) => set({ department: value })}
          />
          <Select
            label="Text"
            required
            data={(texts.data ?? []).map((each) => ({ value: each.key, label: each.text }))}
            value={text}
            onChange={(value) => set({ text: value })}
          />
          <Checkbox
            label="Default for mass messages"
            checked={form.default_for_mass}
            onChange={(event) => set({ default_for_mass: event.currentTarget.checked })}
          />
          <Checkbox
            label="Default for triggered messages"
            checked={form.default_for_triggered}
            onChange={(event) => set({ default_for_triggered: event.currentTarget.checked })}
          />
          {error !== null && <Trouble error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              {signature === undefined ? 'Add' : 'Save'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function formOf(signature: Signature | undefined) {
  return {
    name: signature?.name ?? '',
    department: signature === undefined ? null : String(signature.department_id),
    text: signature?.text_key ?? null,
    default_for_mass: signature?.default_for_mass ?? false,
    default_for_triggered: signature?.default_for_triggered ?? false,
  };
}
