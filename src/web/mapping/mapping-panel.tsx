import { CloseButton, Switch, Tabs, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';
import type { ImlFunction } from '../api/contract.ts';
import { MAPPING_PANEL } from '../model/aria-names.ts';
import { bundleItem, findItems } from '../model/items.ts';
import type { Item } from '../model/items.ts';
import type { ItemRow } from '../model/item-rows.ts';
import { usePreference } from '../preferences/preference.ts';
import { useAnnounce } from '../shell/status.tsx';
import { isEscape } from '../ui/closes-by-escape.ts';
import { FunctionList } from './function-list.tsx';
import { ItemsTree } from './items-tree.tsx';
import { useActiveTarget, useMapping } from './mapping-context.ts';
import classes from './mapping-panel.module.css';
import { SampleChoice } from './sample-choice.tsx';

/** Families of functions, in the order of the tabs, with the groups of the server in them. */
const FAMILIES: readonly (readonly [label: string, groups: readonly ImlFunction['group'][]])[] = [
  ['General', ['general', 'app']],
  ['Math', ['math']],
  ['Text', ['text', 'binary']],
  ['Date & time', ['date']],
  ['Arrays', ['array']],
  ['Variables & keywords', ['keyword']],
];

/** What is seen on the tabs, where that is less: all of them stand on one line. */
const SHORT: ReadonlyMap<string, string> = new Map([['Variables & keywords', 'Variables']]);

/** What can be put into the field with the caret. It opens beside it and leaves it the focus. */
export function MappingPanel() {
  const { session } = useMapping();
  const isOpen = useSyncExternalStore(session.subscribe, session.isPanelOpen);
  return isOpen ? <OpenPanel /> : null;
}

function OpenPanel() {
  const { session, sources, functions } = useMapping();
  const announce = useAnnounce();
  const target = useActiveTarget(session);
  const [query, setQuery] = useState('');
  const [showsPaths, setShowsPaths] = usePreference('technicalNames');
  const panel = useRef<HTMLDivElement>(null);
  const entries = useSyncExternalStore(session.subscribe, session.entries);
  useEffect(() => {
    if (entries > 0) panel.current?.querySelector<HTMLElement>('[role="searchbox"]')?.focus();
  }, [entries]);
  const found = useMemo(() => foundRows(sources.map(bundleItem), query), [sources, query]);
  const insert = (expression: string, name: string, preview = ''): void => {
    target?.insert(expression, name);
    announce(`Inserted ${name}.${preview === '' ? '' : ` Preview ${preview}`}`);
  };
  const insertItem = (expression: string, item: Item): void =>
    insert(expression, `${item.path.module} ${item.label}`, item.preview);
  const tree = (rows: readonly ItemRow[] | undefined) => (
    <ItemsTree found={rows} showsPaths={showsPaths} onInsert={insertItem} onLeave={() => target?.focus()} />
  );
  return (
    <aside aria-label={MAPPING_PANEL} data-mapping-panel className={classes['place']}>
      {/* Escape leaves from anywhere inside. */}
      <div
        ref={panel}
        role="presentation"
        className={classes['panel']}
        onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
          if (!isEscape(event)) return;
          event.stopPropagation();
          target?.focus();
        }}
        onBlur={({ relatedTarget, currentTarget }: FocusEvent) => {
          const stays = relatedTarget === null || currentTarget.contains(relatedTarget);
          const isField =
            relatedTarget instanceof Element && relatedTarget.closest(`[id="${target?.id ?? ''}"]`) !== null;
          if (!stays && !isField && target !== undefined) session.release(target.id);
        }}
      >
        <div className={classes['head']}>
          <p className={classes['title']}>
            Map <strong>{target?.label}</strong>
          </p>
          <CloseButton
            aria-label="Close the mapping panel"
            onClick={() => {
              target?.focus();
              session.closePanel();
            }}
          />
        </div>
        <TextInput
          size="sm"
          role="searchbox"
          aria-label="Search items and functions"
          placeholder="Search items and functions"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            panel.current?.querySelector<HTMLElement>('[role="tree"], [data-functions] button')?.focus();
          }}
        />
        {query.trim() === '' ? (
          <Tabs variant="pills" defaultValue="Items" keepMounted={false} className={classes['tabs'] ?? ''}>
            <Tabs.List>
              {['Items', ...FAMILIES.map(([label]) => label)].map((label) => (
                <Tabs.Tab key={label} value={label} aria-label={label} className={classes['tab'] ?? ''}>
                  {SHORT.get(label) ?? label}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="Items" className={classes['content'] ?? ''}>
              {sources.length === 0 ? (
                <p className={classes['none']}>No module before this one gives anything to map.</p>
              ) : (
                <>
                  <SampleChoice />
                  {tree(undefined)}
                  <Switch
                    size="xs"
                    mt={8}
                    label="Show technical names"
                    checked={showsPaths}
                    onChange={(event) => setShowsPaths(event.currentTarget.checked)}
                  />
                </>
              )}
            </Tabs.Panel>
            {FAMILIES.map(([label, groups]) => (
              <Tabs.Panel key={label} value={label} className={classes['content'] ?? ''}>
                <FunctionList name={label} functions={functionsIn(functions, groups)} onInsert={insert} />
              </Tabs.Panel>
            ))}
          </Tabs>
        ) : (
          <div className={classes['content']} data-functions>
            {found.length === 0 ? <p className={classes['none']}>No item holds this.</p> : tree(found)}
            <FunctionList name="Functions" functions={matching(functions, query)} onInsert={insert} />
          </div>
        )}
      </div>
    </aside>
  );
}

function functionsIn(
  functions: readonly ImlFunction[],
  groups: readonly ImlFunction['group'][],
): readonly ImlFunction[] {
  return functions.filter(({ group }) => groups.includes(group));
}

function matching(functions: readonly ImlFunction[], query: string): readonly ImlFunction[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return functions.filter(({ name, summary }) => {
    const text = `${name} ${summary}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What a search found, as one flat level; its label tells where it is. */
function foundRows(bundles: readonly Item[], query: string): readonly ItemRow[] {
  const found = findItems(bundles, query);
  return found.map(({ item, parents }, index) => ({
    item: { ...item, label: [...parents.slice(1), item].map(({ label }) => label).join(' › '), isParent: false },
    level: 2,
    position: index + 1,
    siblings: found.length,
    isOpen: false,
  }));
}
