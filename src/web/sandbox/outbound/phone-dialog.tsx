import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { replyFrom, setCarrierCode } from '../../api/outbound-messages.ts';
import type { ReplyOutcome } from '../../api/outbound-messages.ts';
import { counted } from '../../model/aria-names.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { useAct } from '../use-act.ts';
import type { ContactRow } from './contact-list.tsx';
import { useInstance } from './instance.tsx';

/** What the carrier may do with every text to a phone. */
const CARRIER = [
  { value: '', label: 'Delivers texts' },
  { value: '30005', label: 'Refuses: unknown number (30005)' },
  { value: '30006', label: 'Refuses: landline (30006)' },
  { value: '4750', label: 'Refuses: carrier says no (4750)' },
];

/** The phone of a contact: what it texts back, and what its carrier does. */
export function PhoneDialog({ contact, onClose }: { readonly contact: ContactRow; readonly onClose: () => void }) {
  const instance = useInstance();
  const [text, setText] = useState(contact.stopped ? 'START' : 'STOP');
  const number = contact.phone_numbers[0]?.number ?? '';
  const reply = useAct(() => replyFrom(instance, number, text), {
    isShown: true,
    say: (outcome) => outcomeText(number, outcome),
    onDone: onClose,
  });
  const carrier = useAct((code: string | null) => setCarrierCode(instance, contact.id, code), {
    isShown: true,
    say: () => 'Saved.',
  });
  const error = reply.error ?? carrier.error;
  return (
    <Modal opened onClose={onClose} title={`Phone of ${contact.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          reply.mutate(undefined);
        }}
      >
        <Stack>
          <Text size="sm">
            {number}. STOP ends texts to this number, in all instances; START begins them again. Anything else reaches
            nobody.
          </Text>
          <TextInput
            label="Text"
            required
            data-autofocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Select
            label="The carrier"
            allowDeselect={false}
            data={
              CARRIER.some(({ value }) => value === (contact.carrier_code ?? ''))
                ? CARRIER
                : [...CARRIER, { value: contact.carrier_code ?? '', label: `Refuses: ${contact.carrier_code ?? ''}` }]
            }
            value={contact.carrier_code ?? ''}
            onChange={(code) => carrier.mutate(code === '' ? null : code)}
          />
          {error !== null && <Trouble error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" loading={reply.isPending}>
              Text back
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function outcomeText(number: string, { word, contacts }: ReplyOutcome): string {
  const whom = `${counted(contacts, 'contact')} with ${number}`;
  if (word === 'STOP') return `STOP: no more texts to ${whom}, in all instances.`;
  return word === 'START' ? `START: texts to ${whom} again.` : 'The text reaches nobody.';
}
