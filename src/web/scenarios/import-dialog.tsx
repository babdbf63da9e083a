import { Button, FileButton, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { dataStoresQuery } from '../api/data-stores.ts';
import { readBlueprint } from '../model/blueprint.ts';
import type { Blueprint } from '../model/blueprint.ts';
import { connectionsNeeded } from '../model/connections-needed.ts';
import { dataStoresNeeded } from '../model/data-stores-needed.ts';
import { Trouble } from '../ui/trouble.tsx';
import type { BeginProps } from './create-scenario.tsx';

/** Largest file that is read at all, in bytes; the server takes 2 MiB. */
const LIMIT = 2 * 1024 * 1024;

/** Takes a blueprint, ours or from Make, as a file or as text, and asks which connections and data stores stand for its own. */
export function ImportDialog({ connections, isBusy, error, onCreate, onClose }: BeginProps) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [fileProblem, setFileProblem] = useState<string>();
  const read = useMemo(() => readText(text), [text]);
  const needed = useMemo(() => (read?.blueprint === undefined ? [] : connectionsNeeded(read.blueprint)), [read]);
  const stores = useMemo(() => (read?.blueprint === undefined ? [] : dataStoresNeeded(read.blueprint)), [read]);
  const dataStores = useQuery({ ...dataStoresQuery(), enabled: stores.length > 0 }).data ?? [];
  const [chosenStores, setChosenStores] = useState<Readonly<Record<string, string>>>({});
  const problem = fileProblem ?? read?.problem;

  const takeFile = async (file: File | null): Promise<void> => {
    if (file === null) return;
    const isTooLarge = file.size > LIMIT;
    setFileProblem(isTooLarge ? `${file.name} is larger than 2 MiB, more than a blueprint may be.` : undefined);
    if (!isTooLarge) setText(await file.text());
  };
  return (
    <Modal opened onClose={onClose} title="Import blueprint" size="lg">
      <Stack>
        <Text size="sm">Export it in Make (… → Export Blueprint) or here, then choose the file or paste its text.</Text>
        <Group>
          <FileButton onChange={(file) => void takeFile(file)} accept="application/json,.json">
            {(props) => (
              <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} {...props}>
                Choose a file
              </Button>
            )}
          </FileButton>
        </Group>
        <Textarea
          label="Blueprint"
          description="JSON"
          autosize
          minRows={6}
          maxRows={14}
          styles={{ input: { fontFamily: 'var(--sc-code)', fontSize: 13 } }}
          spellCheck={false}
          value={text}
          error={problem}
          onChange={(event) => {
            setFileProblem(undefined);
            setText(event.currentTarget.value);
          }}
        />
        {needed.map(({ id, label, app }) => (
          <Stand
            key={id}
            id={id}
            label={`Connection for ${label}`}
            data={connections.filter((one) => one.app === app)}
            chosen={chosen}
            onChoose={setChosen}
          />
        ))}
        {stores.map(({ id, label }) => (
          <Stand
            key={id}
            id={id}
            label={`Data store for ${label}`}
            data={dataStores}
            chosen={chosenStores}
            onChoose={setChosenStores}
          />
        ))}
        {error !== null && <Trouble error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={isBusy}
            disabled={read?.blueprint === undefined}
            onClick={() => {
              if (read?.blueprint !== undefined)
                onCreate({ blueprint: read.blueprint, connections: chosen, dataStores: chosenStores });
            }}
          >
            Import
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Asks what stands for something of the blueprint here. */
function Stand({
  id,
  label,
  data,
  chosen,
  onChoose,
}: {
  /** Its id in the blueprint. */
  readonly id: string;
  readonly label: string;
  readonly data: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: Readonly<Record<string, string>>;
  readonly onChoose: (chosen: Readonly<Record<string, string>>) => void;
}) {
  return (
    <Select
      label={label}
      placeholder="Choose later in the builder"
      clearable
      data={data.map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen[id] ?? null}
      onChange={(value) => {
        const { [id]: _old, ...rest } = chosen;
        onChoose(value === null ? rest : { ...rest, [id]: value });
      }}
    />
  );
}

/** The blueprint in a text, or why there is none; nothing for no text. */
function readText(text: string): { readonly blueprint?: Blueprint; readonly problem?: string } | undefined {
  if (text.trim() === '') return undefined;
  try {
    const blueprint = readBlueprint(JSON.parse(text));
    if (blueprint !== undefined) return { blueprint };
    return { problem: 'This is JSON, but no blueprint: it has no list called flow.' };
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}.` };
  }
}
