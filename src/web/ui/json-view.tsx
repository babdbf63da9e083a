import { Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { JsonPath } from '../model/json-tree.ts';
import {
  cutValueOf,
  findInJson,
  membersOf,
  openAtFirst,
  parentsOf,
  pointerOf,
  textOfLeaf,
} from '../model/json-tree.ts';
import { changeAt, valueAt } from '../model/values.ts';
import { usePreference } from '../preferences/preference.ts';
import { JsonTable } from './json-table.tsx';
import { JsonTree } from './json-tree.tsx';
import { LongText } from './long-text.tsx';
import { CutValue, SelectedValue } from './selected-value.tsx';
import classes from './json-view.module.css';

/** What there is to show. */
export interface JsonViewProps {
  /** What it is, for example "Output bundle 1". */
  readonly name: string;
  readonly value: unknown;
  /** How a value inside it is mapped, when it can be. */
  readonly mappingOf?: (path: JsonPath) => string;
  /** Reads a value that was cut, whole. */
  readonly onLoad?: (path: JsonPath) => Promise<unknown>;
}

const VIEWS = [
  { value: 'tree', label: 'Tree' },
  { value: 'table', label: 'Table' },
  { value: 'json', label: 'JSON' },
];

/** Any JSON value, to look around in: as a tree, a table or text, with a search. Give each value a `key` of its own. */
export function JsonView({ name, value, mappingOf, onLoad }: JsonViewProps) {
  const [view, setView] = usePreference('bundleView');
  const [loaded, setLoaded] = useState<ReadonlyMap<JsonPath, unknown>>(new Map());
  const [selected, setSelected] = useState<JsonPath>();
  const [open, setOpen] = useState(() => openAtFirst(value));
  const whole = useMemo(
    () => [...loaded].reduce((old, [path, part]) => changeAt(old, path, () => part), value),
    [value, loaded],
  );
  const loadAt = (path: JsonPath) =>
    onLoad === undefined
      ? undefined
      : async () => {
          const part = await onLoad(path);
          setLoaded((old) => new Map([...old, [path, part]]));
        };
  if (cutValueOf(whole) !== undefined) return <CutValue value={whole} onLoad={loadAt([])} />;
  if (membersOf(whole).length === 0) return <Leaf name={name} value={whole} />;
  return (
    <div className={classes['view']}>
      <Group gap="sm" justify="space-between">
        <Find
          value={whole}
          onShow={(path) => {
            setView('tree');
            setOpen(new Set([...open, ...parentsOf(path)]));
            setSelected(path);
          }}
        />
        <SegmentedControl
          size="xs"
          aria-label={`View of ${name}`}
          data={VIEWS}
          value={view}
          onChange={(chosen) => setView(chosen as typeof view)}
        />
      </Group>
      {view === 'tree' && (
        <>
          <JsonTree name={name} value={whole} open={open} selected={selected} onOpen={setOpen} onSelect={setSelected} />
          {selected !== undefined && (
            <SelectedValue
              key={pointerOf(selected)}
              path={selected}
              value={valueAt(whole, selected)}
              mapping={mappingOf?.(selected)}
              onLoad={loadAt(selected)}
            />
          )}
        </>
      )}
      {view === 'table' && <JsonTable name={name} value={whole} />}
      {view === 'json' && <LongText name={`${name} as JSON`} text={JSON.stringify(whole, null, 2)} />}
    </div>
  );
}

function Leaf({ name, value }: { readonly name: string; readonly value: unknown }) {
  const isEmpty = typeof value === 'object';
  if (!isEmpty) return <LongText name={name} text={textOfLeaf(value)} />;
  return (
    <Text size="sm" c="dimmed">
      {value === null ? 'Nothing' : 'Nothing in it.'}
    </Text>
  );
}

/** Finds values by name or text; Enter goes to the next, with Shift to the one before. */
function Find({ value, onShow }: { readonly value: unknown; readonly onShow: (path: JsonPath) => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(-1);
  const found = useMemo(() => findInJson(value, text), [value, text]);
  const go = (index: number): void => {
    const path = found.at(index % Math.max(1, found.length));
    if (path === undefined) return;
    setAt(index % found.length);
    onShow(path);
  };
  return (
    <Group gap="xs" className={classes['find']}>
      <TextInput
        size="xs"
        role="searchbox"
        aria-label="Find in bundle"
        placeholder="Find in bundle"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(-1);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          go(event.shiftKey ? at - 1 : at + 1);
        }}
      />
      <Text size="xs" c="dimmed" role="status">
        {text.trim() !== '' && foundText(found.length, at)}
      </Text>
    </Group>
  );
}

function foundText(count: number, at: number): string {
  if (count === 0) return 'Not found';
  if (at >= 0) return `${at + 1} of ${count}`;
  return `${count} found, Enter shows the ${count === 1 ? 'one' : 'first'}`;
}
