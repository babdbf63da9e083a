import { Combobox, Modal, Text, TextInput, useCombobox } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { appQuery, appsQuery } from '../api/apps.ts';
import type { AppDetail } from '../api/contract.ts';
import { scenariosQuery } from '../api/scenarios.ts';
import classes from './command-palette.module.css';
import { SECTIONS } from './sections.ts';

interface Command {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
}

/** Most results shown at once. */
const MOST = 12;

/** Search over pages, scenarios and modules; the chosen one is opened. */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const [, navigate] = useLocation();
  const [search, setSearch] = useState('');
  const commands = useCommands();
  // The list is always open, and takes Escape for itself: what closes the list closes the dialog.
  const onDropdownClose = (source: string): void => {
    if (source === 'keyboard') onClose();
  };
  const combobox = useCombobox({ opened: true, loop: true, onDropdownClose });
  const found = useMemo(() => matching(commands, search).slice(0, MOST), [commands, search]);
  const open = (path: string | undefined): void => {
    if (path === undefined) return;
    onClose();
    navigate(path);
  };
  return (
    <Modal opened onClose={onClose} title="Search and commands" size="lg" yOffset="12vh" centered={false}>
      <div className={classes['palette']}>
        <Combobox store={combobox} withinPortal={false} onOptionSubmit={open}>
          <Combobox.EventsTarget>
            <TextInput
              aria-label="Search pages, scenarios and modules"
              placeholder="Search pages, scenarios and modules"
              data-autofocus
              value={search}
              onChange={(event) => {
                setSearch(event.currentTarget.value);
                combobox.resetSelectedOption();
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && combobox.getSelectedOptionIndex() === -1) open(found[0]?.value);
              }}
            />
          </Combobox.EventsTarget>
          <Combobox.Options aria-label="Results" mt="sm">
            {found.map(({ value, label, hint }) => (
              <Combobox.Option key={value} value={value}>
                <Text span size="sm">
                  {label}
                </Text>{' '}
                <Text span size="xs" c="dimmed">
                  {hint}
                </Text>
              </Combobox.Option>
            ))}
            {found.length === 0 && <Combobox.Empty>Nothing is called that.</Combobox.Empty>}
          </Combobox.Options>
        </Combobox>
      </div>
    </Modal>
  );
}

function useCommands(): readonly Command[] {
  const scenarios = useQuery(scenariosQuery());
  const apps = useQuery(appsQuery());
  const names = apps.data?.map(({ name }) => name) ?? [];
  const modules = useQueries({ queries: names.map((name) => appQuery(name)), combine: modulesOf });
  return useMemo(
    () => [
      ...SECTIONS.map(({ path, label }) => ({ value: path, label, hint: 'Page' })),
      { value: '/scenarios?create=blank', label: 'Create a scenario', hint: 'Command' },
      { value: '/connections?create', label: 'Create a connection', hint: 'Command' },
      ...(scenarios.data ?? []).map(({ id, name }) => ({ value: `/scenarios/${id}`, label: name, hint: 'Scenario' })),
      ...(apps.data ?? []).map(({ name, label }) => ({ value: `/apps/${name}`, label, hint: 'App' })),
      ...modules,
    ],
    [scenarios.data, apps.data, modules],
  );
}

function modulesOf(results: readonly { readonly data: AppDetail | undefined }[]): readonly Command[] {
  return results.flatMap(({ data: app }) =>
    (app?.modules ?? []).map(({ name, label }) => ({
      value: `/apps/${app?.name}/${name}`,
      label,
      hint: `Module of ${app?.label}`,
    })),
  );
}

function matching(commands: readonly Command[], search: string): readonly Command[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ label, hint }) => words.every((word) => `${label} ${hint}`.toLowerCase().includes(word)));
}
