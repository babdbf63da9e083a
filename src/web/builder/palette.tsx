import { ActionIcon, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { searchModules } from '../model/palette-search.ts';
import { useAnnounce } from '../shell/status.tsx';
import { addModule, whyNotAdd } from './add-module.ts';
import { useBuilder } from './builder-state.ts';
import type { CatalogueModule } from './catalogue.ts';
import { useEditor } from './editor.ts';
import { PaletteEntry } from './palette-entry.tsx';
import classes from './palette.module.css';

/** The modules that can be added: grouped, searched, dragged or pressed. */
export function Palette({ onAdded }: { readonly onAdded?: () => void }) {
  const editor = useEditor();
  const { catalogue, blueprint, connections, focused } = editor;
  const { aim, takeAim, paletteRequest } = useBuilder();
  const announce = useAnnounce();
  const [search, setSearch] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    if (paletteRequest > 0) box.current?.focus();
  }, [paletteRequest]);
  const groups = useMemo(() => grouped(searchModules(catalogue.modules, search)), [catalogue.modules, search]);
  const situation = { blueprint, catalogue, connections, focused };

  const add = (module: CatalogueModule): void => {
    const reason = whyNotAdd(module, situation, aim);
    if (reason !== undefined) return announce(reason);
    const path = editor.make((latest) => addModule(module, { ...situation, blueprint: latest }, aim), {
      label: `Add ${module.label}`,
    });
    if (path === undefined) return;
    takeAim(undefined);
    setSearch('');
    onAdded?.();
    editor.showAdded(path);
  };
  const first = groups[0]?.[1][0];
  return (
    <div className={classes['palette']}>
      <TextInput
        ref={box}
        role="searchbox"
        aria-label="Search modules"
        placeholder="Search modules"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && search.trim() !== '' && first !== undefined) {
            // The focus moves to the new card, which must not be pressed by the same key.
            event.preventDefault();
            add(first);
          }
          if (event.key === 'Escape' && (search !== '' || aim !== undefined)) {
            event.stopPropagation();
            setSearch('');
            takeAim(undefined);
          }
        }}
      />
      {aim !== undefined && (
        <p className={classes['aim']} role="status">
          <span>
            The module goes <strong>{aim.text}</strong>.
          </span>
          <ActionIcon size="sm" variant="subtle" aria-label="Choose another place" onClick={() => takeAim(undefined)}>
            <IconX size={14} />
          </ActionIcon>
        </p>
      )}
      <div className={classes['groups']}>
        {groups.map(([group, modules], index) => (
          <section key={group} aria-labelledby={`${id}-${index}`}>
            <h3 id={`${id}-${index}`} className={classes['group']}>
              {group}
            </h3>
            <ul className={classes['list']}>
              {modules.map((module) => (
                <PaletteEntry
                  key={module.name}
                  module={module}
                  reason={whyNotAdd(module, situation, aim)}
                  onAdd={add}
                />
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 && <p className={classes['none']}>No module is called that.</p>}
      </div>
    </div>
  );
}

/** Groups of the same name in two apps carry the name of their app. */
function grouped(modules: readonly CatalogueModule[]): readonly (readonly [string, readonly CatalogueModule[]])[] {
  const groups = new Map<string, CatalogueModule[]>();
  const owners = new Map<string, string>();
  for (const module of modules) {
    const owner = owners.get(module.group) ?? module.app;
    owners.set(module.group, owner);
    const title = owner === module.app ? module.group : `${module.app}: ${module.group}`;
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [module]);
    else group.push(module);
  }
  return [...groups];
}
