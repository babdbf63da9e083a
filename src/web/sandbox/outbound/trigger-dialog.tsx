import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { accountsQuery, triggerMessage, triggersQuery } from '../../api/outbound-messages.ts';
import type { TriggerOutcome } from '../../api/outbound-messages.ts';
import { counted } from '../../model/aria-names.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { useAct } from '../use-act.ts';
import { useInstance } from './instance.tsx';
import { leftOutText } from './left-out.ts';

/** Makes an occasion come up that sends a text by itself. */
export function TriggerDialog({ onClose }: { readonly onClose: () => void }) {
  const instance = useInstance();
  const triggers = useQuery(triggersQuery(instance));
  const accounts = useQuery(accountsQuery(instance));
  const [chosen, setChosen] = useState<string | null>(null);
  const [account, setAccount] = useState<string | null>(null);
  const trigger = triggers.data?.find((each) => each.trigger === chosen);
  const isSite = trigger?.entity === 'network_site';
  const offered = (accounts.data?.accounts ?? []).filter(({ kind }) => kind === trigger?.entity);
  const send = useAct(() => triggerMessage(instance, chosen ?? '', Number(account)), {
    isShown: true,
    say: outcomeText,
    onDone: onClose,
  });
  const error = send.error ?? triggers.error ?? accounts.error;
  return (
    <Modal opened onClose={onClose} title="Trigger a message">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate(undefined);
        }}
      >
        <Stack>
          <Select
            label="What happens"
            required
            data-autofocus
            description="Each occasion has a text of its own. During quiet hours it waits for their end."
            data={(triggers.data ?? []).map((each) => ({
              value: each.trigger,
              label: each.enabled ? each.saved_message : `${each.saved_message} (switched off)`,
            }))}
            value={chosen}
            onChange={(value) => {
              setChosen(value);
              setAccount(null);
            }}
          />
          <Select
            label={isSite ? 'Network site' : 'Account'}
            required
            disabled={trigger === undefined}
            data={offered.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={account}
            onChange={setAccount}
          />
          {error !== null && <Trouble error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={send.isPending} disabled={account === null}>
              Trigger
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function outcomeText({ messages, left_out, held_until }: TriggerOutcome): string {
  const reasons = leftOutText(left_out);
  const others = reasons === '' ? '' : ` Left out: ${reasons}.`;
  if (messages.length === 0) return `Nothing was sent.${others}`;
  const what = counted(messages.length, 'message');
  return held_until === null ? `${what} on the way.${others}` : `${what} waiting for the end of quiet hours.${others}`;
}
