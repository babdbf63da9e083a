import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StartChoice, TriggerStart } from '../api/contract.ts';
import { chooseStart, startItemsQuery, triggerStartQuery } from '../api/trigger-start.ts';
import { useEditor } from '../builder/editor.ts';
import { choiceOf, type StartDraft } from '../model/start-choice.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { StartItems } from './start-items.tsx';

/** Asks where a trigger is to start: from now on, with everything, since a date, or behind an item of the service. */
export function StartDialog({ start, onClose }: { readonly start: TriggerStart; readonly onClose: () => void }) {
  const { id, version } = useEditor().scenario;
  const client = useQueryClient();
  const announce = useAnnounce();
  const [draft, setDraft] = useState<StartDraft>({ from: 'now', date: '', item: null });
  const [missing, setMissing] = useState<string>();
  const items = useQuery({ ...startItemsQuery(id, version), enabled: draft.from === 'item' });
  const choose = useMutation({
    mutationFn: (choice: StartChoice) => chooseStart(id, choice),
    onSuccess: (chosen) => {
      client.setQueryData(triggerStartQuery(id, version).queryKey, chosen);
      announce('The starting point was chosen.');
      onClose();
    },
  });
  const edit = (change: Partial<StartDraft>): void => {
    setMissing(undefined);
    setDraft({ ...draft, ...change });
  };
  const submit = (): void => {
    const choice = choiceOf(draft, items.data ?? []);
    if ('missing' in choice) setMissing(choice.missing);
    else choose.mutate(choice);
  };
  return (
    <Modal opened onClose={onClose} title="Choose where to start" size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          <Radio.Group label="The next run takes" value={draft.from} onChange={(from) => edit({ from })}>
            <Stack gap="xs" mt="xs">
              <Radio value="now" label="From now on" description="Only what comes after this moment." />
              {start.type === 'date' && <Radio value="date" label="Since a date" />}
              <Radio value="all" label="Everything" description="All there is, the oldest first, run by run." />
              {start.choices && <Radio value="item" label="After an item" description="What came after it." />}
            </Stack>
          </Radio.Group>
          {draft.from === 'date' && (
            <TextInput
              type="datetime-local"
              label="Date and time"
              description="What came at this very moment is taken as well."
              value={draft.date}
              error={missing}
              onChange={(event) => edit({ date: event.currentTarget.value })}
            />
          )}
          {draft.from === 'item' && (
            <StartItems query={items} value={draft.item} error={missing} onChange={(item) => edit({ item })} />
          )}
          {choose.error !== null && <Trouble error={choose.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={choose.isPending}>
              Start from there
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
