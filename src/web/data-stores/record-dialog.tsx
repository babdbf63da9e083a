import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dataRecordQuery, putDataRecord } from '../api/data-stores.ts';
import { isValues } from '../model/values.ts';
import { readWrittenJson } from '../model/written-json.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Trouble } from '../ui/trouble.tsx';
import classes from './json-input.module.css';

/** Writes a record as JSON: a new one, or instead of the one with this key. */
export function RecordDialog({
  id,
  record,
  onClose,
}: {
  readonly id: string;
  /** The key of the record to edit; without it a new one is made. */
  readonly record?: string;
  readonly onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={record === undefined ? 'Add a record' : 'Edit the record'} size="lg">
      {record === undefined ? (
        <RecordForm id={id} data={{}} onClose={onClose} />
      ) : (
        <PresentRecord id={id} record={record} onClose={onClose} />
      )}
    </Modal>
  );
}

interface PresentProps {
  readonly id: string;
  readonly record: string;
  readonly onClose: () => void;
}

/** The list shows large values cut: the whole record is read first. */
function PresentRecord({ id, record, onClose }: PresentProps) {
  // What is being edited does not change below the hands of whoever edits it.
  const query = useQuery({ ...dataRecordQuery(id, record), staleTime: Infinity, gcTime: 0 });
  return (
    <Loaded query={query} label="Loading the record">
      {({ data }) => <RecordForm id={id} record={record} data={data} onClose={onClose} />}
    </Loaded>
  );
}

function RecordForm({
  id,
  record,
  data,
  onClose,
}: Omit<PresentProps, 'record'> & { readonly record?: string; readonly data: unknown }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [key, setKey] = useState(record ?? '');
  const [text, setText] = useState(() => JSON.stringify(data, null, 2));
  const read = readRecord(text);
  const save = useMutation({
    mutationFn: (written: object) => putDataRecord(id, key, written),
    onSuccess: () => {
      onClose();
      announce('The record was written.');
      return client.invalidateQueries({ queryKey: ['data-stores'] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if ('data' in read) save.mutate(read.data);
      }}
    >
      <Stack>
        <TextInput
          label="Key"
          description={record === undefined ? 'A record with this key is replaced.' : undefined}
          required
          maxLength={1000}
          readOnly={record !== undefined}
          data-autofocus={record === undefined || undefined}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Textarea
          label="Data"
          description="JSON"
          autosize
          minRows={6}
          maxRows={18}
          classNames={{ input: classes['json'] ?? '' }}
          spellCheck={false}
          data-autofocus={record !== undefined || undefined}
          value={text}
          error={'problem' in read ? read.problem : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {save.error !== null && <Trouble error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={key === '' || 'problem' in read}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function readRecord(text: string): { readonly data: object } | { readonly problem: string } {
  const read = readWrittenJson(text);
  if ('problem' in read) return read;
  return isValues(read.value)
    ? { data: read.value }
    : { problem: 'A record is an object, for example {"city": "Lyon"}.' };
}
