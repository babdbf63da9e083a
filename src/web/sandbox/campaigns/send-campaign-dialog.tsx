import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { sendSandboxCampaign } from '../../api/sandbox-world.ts';
import type { SandboxCampaign } from '../../api/sandbox-world.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { useAct } from '../use-act.ts';

/** Sends a campaign to one customer, now or at a time. */
export function SendCampaignDialog({
  campaign: { name, slug },
  onClose,
}: {
  readonly campaign: SandboxCampaign;
  readonly onClose: () => void;
}) {
  const [to, setTo] = useState('');
  const [at, setAt] = useState('');
  const send = useAct(sendSandboxCampaign, {
    isShown: true,
    say: ({ status }) => (status === 'queued' ? `${name} goes to ${to}.` : `Not sent: ${to} is unsubscribed.`),
    onDone: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={`Send ${name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate({ to, campaign_id: slug, ...(at !== '' && { send_at: new Date(at).toISOString() }) });
        }}
      >
        <Stack>
          <TextInput
            label="Phone number of the customer"
            type="tel"
            required
            data-autofocus
            placeholder="+13105551234"
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <TextInput
            label="Send at"
            type="datetime-local"
            description="Now when left empty. It waits under Messages; the time of the sandbox can be moved on."
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
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
