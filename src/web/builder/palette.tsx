import { ActionIcon, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { searchModules } from '../model/palette-search.ts';
import { Loading } from '../ui/loading.tsx';
import { whyNotAdd } from './add-module.ts';
import { useBuilder } from './builder-state.ts';
import type { CatalogueModule } from './catalogue.ts';
import { useEditor } from './editor.ts';
import { PaletteEntry } from './palette-entry.tsx';
import { useAddModule } from './use-add-module.ts';
import classes from './palette.module.css';

/** The modules that can be added: grouped, searched, dragged or pressed. */
export function Palette({ heading, onAdded }: { readonly heading?: ReactNode; readonly onAdded?: () => void }) {
  const { catalogue, blueprint, connections, focused } = useEditor();
  const { aim, takeAim, paletteRequest } = useBuilder();
  const addModule = useAddModule();
  const [search, setSearch] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    if (paletteRequest > 0) box.current?.focus();
  }, [paletteRequest]);
  const groups = useMemo(() => grouped(searchModules(catalogue.modules, search)), [catalogue.modules, search]);
  const situation = { blueprint, catalogue, connections, focused };

  const add = async (module: CatalogueModule): Promise<void> => {
    if (!(await addModule(module, aim))) return;
    takeAim(undefined);
    setSearch('');
    onAdded?.();
  };
  const first = groups[0]?.[1][0];
  return (
    <div className={classes['palette']}>
      {heading}
      <TextInput
        ref={box}
        className={classes['search']}
        role="searchbox"
        aria-label="Search modules"
        data-autofocus
        placeholder="Search modules"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && search.trim() !== '' && first !== undefined) {
            // The focus moves to the new card, which must not be pressed by the same key.
            event.preventDefault();
            void add(first);
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
                  onAdd={(added) => void add(added)}
                />
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 && <NoModules isLoading={!catalogue.isComplete} />}
      </div>
    </div>
  );
}

/** Before the modules came nothing can be said about what they are called. */
function NoModules({ isLoading }: { readonly isLoading: boolean }) {
  if (isLoading) return <Loading label="Loading the modules" />;
  return <p className={classes['none']}>No module is called that.</p>;
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
