import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileImport, IconLayoutGrid, IconPlus, IconSquare } from '@tabler/icons-react';

/** Ways to begin a scenario. */
export type CreateKind = 'blank' | 'template' | 'import';

const WAYS = [
  { kind: 'blank', label: 'Blank', icon: IconSquare },
  { kind: 'template', label: 'From template', icon: IconLayoutGrid },
  { kind: 'import', label: 'Import blueprint…', icon: IconFileImport },
] as const;

/** The button that begins a scenario; with `initial` it begins that way at once. */
export function CreateMenu({
  onChoose,
  label = 'Create a scenario',
  initial,
}: {
  readonly onChoose: (kind: CreateKind) => void;
  readonly label?: string;
  readonly initial?: CreateKind;
}) {
  if (initial !== undefined) return <Button onClick={() => onChoose(initial)}>{label}</Button>;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {WAYS.map(({ kind, label: way, icon: Icon }) => (
          <Menu.Item key={kind} leftSection={<Icon size={16} aria-hidden />} onClick={() => onChoose(kind)}>
            {way}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
