import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { makeHappen } from '../api/sandbox-events.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Trouble } from '../ui/trouble.tsx';

/** Makes the event a scenario waits for happen in the embedded sandbox. */
export function SendTestEvent({ event, onClose }: { readonly event: string; readonly onClose: () => void }) {
  const announce = useAnnounce();
  const [phone, setPhone] = useState('');
  const [text, setText] = useState('A test message.');
  const isNewCustomer = event === 'customer_created';
  const hasText = event.includes('message');
  const send = useMutation({
    mutationFn: () =>
      makeHappen({ event, ...(phone.trim() !== '' && { phone_number: phone.trim() }), ...(hasText && { text }) }),
    onSuccess: ({ customer }) => {
      announce(`The sandbox sent ${event} for ${customer.phone_number}.`);
      onClose();
    },
  });
  const submit = (submitted: SubmitEvent): void => {
    submitted.preventDefault();
    send.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Send a test event">
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">
            The sandbox makes <code>{event}</code> happen and calls the webhook, as Sonar would.
          </Text>
          <TextInput
            label="Phone number"
            description={
              isNewCustomer ? 'Of the new customer; a free one when empty.' : 'Of a customer; a new one when empty.'
            }
            placeholder="+13105551234"
            inputMode="tel"
            data-autofocus
            value={phone}
            onChange={(change) => setPhone(change.currentTarget.value)}
          />
          {hasText && (
            <TextInput label="Text" value={text} onChange={(change) => setText(change.currentTarget.value)} />
          )}
          {send.error !== null && <Trouble error={send.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={send.isPending}>
              Send
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
