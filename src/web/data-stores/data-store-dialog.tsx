import { Checkbox, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DataStore, DataStoreCreate } from '../api/contract.ts';
import { createDataStore, updateDataStore } from '../api/data-stores.ts';
import { readWrittenJson } from '../model/written-json.ts';
import { useAnnounce } from '../shell/status.tsx';
import { NameDialog } from '../ui/name-dialog.tsx';
import classes from './json-input.module.css';

const EXAMPLE = '[{"name": "city", "type": "text", "label": "City"}]';

/** Makes a data store, or changes the name and the structure of one. */
export function DataStoreDialog({
  dataStore,
  onClose,
}: {
  readonly dataStore?: DataStore;
  readonly onClose: () => void;
}) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { name = '', structure = null, strict = false } = dataStore ?? {};
  const [text, setText] = useState(structure === null ? '' : JSON.stringify(structure, null, 2));
  const [isStrict, setStrict] = useState(strict);
  const read = readStructure(text);
  const save = async (named: string): Promise<void> => {
    if ('problem' in read) throw new Error(read.problem);
    const wanted = { name: named, structure: read.structure, strict: isStrict && read.structure !== null };
    await (dataStore === undefined
      ? createDataStore(wanted)
      : updateDataStore(dataStore.id, dataStore.version, wanted));
    await client.invalidateQueries({ queryKey: ['data-stores'] });
    announce(`${named} was ${dataStore === undefined ? 'created' : 'changed'}.`);
  };
  return (
    <NameDialog
      title={dataStore === undefined ? 'Create a data store' : `Change ${name}`}
      name={name}
      action={dataStore === undefined ? 'Create' : 'Save'}
      onSave={save}
      onClose={onClose}
    >
      {() => (
        <>
          <Textarea
            label="Structure"
            description={`The fields of its records, as JSON, for example ${EXAMPLE}. Without it a record may hold anything.`}
            autosize
            minRows={3}
            maxRows={12}
            classNames={{ input: classes['json'] ?? '' }}
            spellCheck={false}
            value={text}
            error={'problem' in read ? read.problem : undefined}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Checkbox
            label="Nothing but these fields"
            description="Records with other fields are refused."
            disabled={text.trim() === ''}
            checked={isStrict && text.trim() !== ''}
            onChange={(event) => setStrict(event.currentTarget.checked)}
          />
        </>
      )}
    </NameDialog>
  );
}

type Read = { readonly structure: NonNullable<DataStoreCreate['structure']> | null } | { readonly problem: string };

function readStructure(text: string): Read {
  if (text.trim() === '') return { structure: null };
  const read = readWrittenJson(text);
  if ('problem' in read) return read;
  if (!Array.isArray(read.value)) return { problem: `A structure is a list of fields, for example ${EXAMPLE}.` };
  return { structure: read.value };
}
