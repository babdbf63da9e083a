import { Button, FileButton, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { readBlueprint } from '../model/blueprint.ts';
import type { Blueprint } from '../model/blueprint.ts';
import { connectionsNeeded } from '../model/connections-needed.ts';
import { Trouble } from '../ui/trouble.tsx';
import type { BeginProps } from './create-scenario.tsx';

/** Largest file that is read at all, in bytes; the server takes 2 MiB. */
const LIMIT = 2 * 1024 * 1024;

/** Takes a blueprint, ours or from Make, as a file or as text, and asks which connections stand for its own. */
export function ImportDialog({ connections, isBusy, error, onCreate, onClose }: BeginProps) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [fileProblem, setFileProblem] = useState<string>();
  const read = useMemo(() => readText(text), [text]);
  const needed = useMemo(() => (read?.blueprint === undefined ? [] : connectionsNeeded(read.blueprint)), [read]);
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
          <Select
            key={id}
            label={`Connection for ${label}`}
            placeholder="Choose later in the builder"
            clearable
            data={connections.filter((one) => one.app === app).map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen[id] ?? null}
            onChange={(value) =>
              setChosen(({ [id]: _old, ...rest }) => (value === null ? rest : { ...rest, [id]: value }))
            }
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
              if (read?.blueprint !== undefined) onCreate({ blueprint: read.blueprint, connections: chosen });
            }}
          >
            Import
          </Button>
        </Group>
      </Stack>
    </Modal>
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
