import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { accountsQuery, massMessage, savedMessagesQuery } from '../../api/outbound-messages.ts';
import type { MassMessage, MassOutcome, SavedMessage } from '../../api/outbound-messages.ts';
import { counted } from '../../model/aria-names.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { useFocusOnRefused } from '../focus-refused.ts';
import { useAct } from '../use-act.ts';
import { useInstance } from './instance.tsx';
import { MassConfirmation } from './mass-confirmation.tsx';
import { MassFields } from './mass-fields.tsx';
import { BLANK_MASS, massOf, massProblems } from './mass-form.ts';
import type { MassForm, MassProblems } from './mass-form.ts';

/** Sends one of the ready texts to many accounts: first it is counted whom it reaches, then it is confirmed. */
export function MassDialog({ onClose }: { readonly onClose: () => void }) {
  const query = useQuery(savedMessagesQuery(useInstance()));
  return (
    <Modal opened onClose={onClose} title="Send a mass message" size="lg">
      <Loaded query={query} label="Loading the texts">
        {(saved) => <MassEditor saved={saved.filter(({ kind }) => kind === 'mass')} onClose={onClose} />}
      </Loaded>
    </Modal>
  );
}

function MassEditor({ saved, onClose }: { readonly saved: readonly SavedMessage[]; readonly onClose: () => void }) {
  const instance = useInstance();
  const { data } = useQuery(accountsQuery(instance));
  const [form, setForm] = useState<MassForm>(BLANK_MASS);
  const [refused, setRefused] = useState<MassProblems>();
  const element = useFocusOnRefused(refused);
  const count = useAct((message: MassMessage) => massMessage(instance, message, false), { isShown: true });
  const send = useAct((message: MassMessage) => massMessage(instance, message, true), {
    isShown: true,
    say: sentText,
    onDone: onClose,
  });
  const error = send.error ?? count.error;
  const chosen = saved.find(({ name }) => name === form.saved);
  /** What was counted holds only for what it was counted for. */
  const change = (part: Partial<MassForm>): void => {
    setForm({ ...form, ...part });
    count.reset();
    send.reset();
  };
  const submit = (text: SavedMessage): void => {
    const problems = massProblems(form, text);
    setRefused(problems);
    if (problems === undefined) (count.data === undefined ? count : send).mutate(massOf(form, text));
  };
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined) submit(chosen);
      }}
    >
      <Stack>
        <Select
          label="Saved message"
          withAsterisk
          aria-required
          data-autofocus
          description="Mass messages go out at once, also during quiet hours."
          data={saved.map(({ name }) => name)}
          value={form.saved}
          onChange={(name) => change({ saved: name })}
        />
        {chosen !== undefined && (
          <MassFields
            form={form}
            saved={chosen}
            accounts={data?.accounts ?? []}
            problems={refused && massProblems(form, chosen)}
            onChange={change}
          />
        )}
        {error !== null && <Trouble error={error} />}
        {count.data !== undefined && <MassConfirmation outcome={count.data} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={count.isPending || send.isPending}
            disabled={chosen === undefined || count.data?.accounts === 0}
          >
            {count.data === undefined ? 'Count whom it reaches' : `Send to ${counted(count.data.accounts, 'account')}`}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function sentText({ accounts, contacts }: MassOutcome): string {
  return `On the way to ${counted(contacts, 'contact')} of ${counted(accounts, 'account')}.`;
}
