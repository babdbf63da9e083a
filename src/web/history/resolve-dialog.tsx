import { Anchor, Button, Group, JsonInput, Modal, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Incomplete } from '../api/contract.ts';
import { resolveIncomplete } from '../api/incompletes.ts';
import { readOutput } from '../model/substitute-output.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Trouble } from '../ui/trouble.tsx';

type Way = 'output' | 'done';

/** Settles an incomplete execution by hand: with an output for the failed module, or without running anything. */
export function ResolveDialog({
  incomplete,
  moduleTitle,
  onClose,
}: {
  readonly incomplete: Incomplete;
  readonly moduleTitle: string;
  readonly onClose: () => void;
}) {
  const { id, scenarioId, executionId, moduleId, error } = incomplete;
  const client = useQueryClient();
  const announce = useAnnounce();
  const [way, setWay] = useState<Way>('output');
  const [text, setText] = useState('{}');
  const [refusal, setRefusal] = useState<string>();
  const resolve = useMutation({
    mutationFn: (output: unknown) => resolveIncomplete(id, output),
    onSuccess: ({ status }) => {
      announce(status === 'resolved' ? 'Resolved.' : 'It went on, and stopped again; the list shows where.');
      void client.invalidateQueries({ queryKey: ['incompletes'] });
      onClose();
    },
  });
  const go = (): void => {
    if (way === 'done') return resolve.mutate(undefined);
    const read = readOutput(text);
    if ('refused' in read) return setRefusal(read.refused);
    resolve.mutate(read.output);
  };
  return (
    <Modal opened onClose={onClose} title="Resolve the incomplete execution" size="lg">
      <Stack>
        <Text size="sm">
          {moduleTitle} stopped: {error.message}
        </Text>
        <Text size="sm">
          To correct the module itself,{' '}
          <Anchor
            component={Link}
            size="sm"
            underline="always"
            href={`/scenarios/${scenarioId}?execution=${executionId}&module=${moduleId}`}
          >
            open it in the editor
          </Anchor>
          , save, and retry.
        </Text>
        <Radio.Group label="How it is settled" value={way} onChange={setWay}>
          <Stack gap="xs" mt="xs">
            <Radio value="output" label="Go on with an output for this module" />
            <Radio value="done" label="Mark it as resolved" description="Nothing more of this run is done." />
          </Stack>
        </Radio.Group>
        {way === 'output' && (
          <JsonInput
            label={`Output of ${moduleTitle}`}
            description="One bundle, or a list of bundles. The modules behind it run with it."
            autosize
            minRows={4}
            maxRows={14}
            value={text}
            error={refusal}
            onChange={(value) => {
              setText(value);
              setRefusal(undefined);
            }}
          />
        )}
        {resolve.error !== null && <Trouble error={resolve.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={resolve.isPending} onClick={go}>
            Resolve
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
