import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconArrowUp, IconFile, IconFolder } from '@tabler/icons-react';
import { useState } from 'react';
import { choiceText, optionsSource, readOptions, rpcAddress } from '../model/form-options.ts';
import type { FormField } from '../model/form-field.ts';
import { entryPath, parentPath, rootPath } from '../model/service-path.ts';
import { own } from '../model/values.ts';
import { Loaded } from '../ui/loaded.tsx';
import type { ControlProps } from './form-context.ts';
import { TextField } from './text-field.tsx';
import { useRpc } from './use-rpc.ts';

/** The path of a file or folder at the service: typed, mapped, or found level by level. */
export function PathField(props: ControlProps) {
  const { field, scope, onChange } = props;
  const [isOpen, setOpen] = useState(false);
  if (rpcAddress(optionsSource(field)) === undefined) return <TextField {...props} />;
  return (
    <Stack gap={6}>
      <TextField {...props} />
      <Group>
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          Browse
        </Button>
      </Group>
      {isOpen && (
        <Modal opened onClose={() => setOpen(false)} title={`Choose: ${field.label}`}>
          <Levels
            field={field}
            scope={scope}
            onChoose={(path) => {
              onChange(path);
              setOpen(false);
            }}
          />
        </Modal>
      )}
    </Stack>
  );
}

function Levels({
  field,
  scope,
  onChoose,
}: Pick<ControlProps, 'field' | 'scope'> & { readonly onChoose: (path: string) => void }) {
  const root = rootPath(field.raw['options']);
  const [path, setPath] = useState(root);
  const [names, setNames] = useState<readonly string[]>([]);
  const level = useRpc(rpcAddress(optionsSource(field)), { ...scope.values(), [field.name]: path });
  const goDown = (value: string, name: string): void => {
    setPath(entryPath(path, value));
    setNames([...names, name]);
  };
  const goUp = (): void => {
    setPath(parentPath(path, root));
    setNames(names.slice(0, -1));
  };
  return (
    <Stack>
      <Group justify="space-between">
        <Text role="status" aria-label="Folder" style={{ overflowWrap: 'anywhere' }}>
          {['', ...names].join('/') || '/'}
        </Text>
        <Group gap="xs">
          {path !== root && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconArrowUp size={14} aria-hidden />}
              onClick={goUp}
            >
              Up
            </Button>
          )}
          {field.type === 'folder' && path !== '' && (
            <Button size="compact-sm" onClick={() => onChoose(path)}>
              Choose this folder
            </Button>
          )}
        </Group>
      </Group>
      <Loaded query={level} label="Asking the service">
        {(list) => (
          <Entries list={list} field={field} onFolder={goDown} onFile={(value) => onChoose(entryPath(path, value))} />
        )}
      </Loaded>
    </Stack>
  );
}

function Entries({
  list,
  field,
  onFolder,
  onFile,
}: {
  readonly list: readonly unknown[];
  readonly field: FormField;
  readonly onFolder: (value: string, name: string) => void;
  readonly onFile: (value: string) => void;
}) {
  const files = new Set(
    list.filter((entry) => own(entry, 'file') === true).map((entry) => choiceText(own(entry, 'value'))),
  );
  const isFlat = own(field.raw['options'], 'singleLevel') === true;
  const isFolder = field.type === 'folder';
  const entries = readOptions(list, field).map(({ label, value }) => ({ label, value: choiceText(value) }));
  // Folders alone are chosen as folders; where no level is below, files alone as files.
  const shown = isFolder || isFlat ? entries.filter(({ value }) => files.has(value) !== isFolder) : entries;
  if (shown.length === 0) return <Text>There is nothing in it.</Text>;
  return (
    <Stack gap={4} role="group" aria-label="What is in it">
      {shown.map(({ label, value }) => {
        const isFile = files.has(value) || isFlat;
        const Icon = files.has(value) ? IconFile : IconFolder;
        return (
          <Button
            key={value}
            variant="default"
            justify="flex-start"
            leftSection={<Icon size={16} aria-hidden />}
            aria-label={files.has(value) ? label : `${label}, folder`}
            onClick={() => (isFile ? onFile(value) : onFolder(value, label))}
          >
            {label}
          </Button>
        );
      })}
    </Stack>
  );
}
