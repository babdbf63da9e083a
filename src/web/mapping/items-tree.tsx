import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import type { DragEvent, KeyboardEvent, MouseEvent } from 'react';
import { itemName, ITEMS_TREE } from '../model/aria-names.ts';
import { bundleItem } from '../model/items.ts';
import type { Item } from '../model/items.ts';
import { itemRows, openItemsAtFirst } from '../model/item-rows.ts';
import type { ItemRow } from '../model/item-rows.ts';
import { writeMapping } from '../model/iml-path.ts';
import { bringIntoView, useLinesInView } from '../ui/lines-in-view.ts';
import { DRAGGED_IML } from './iml-setup.ts';
import { ItemChoice } from './item-choice.tsx';
import { useMapping } from './mapping-context.ts';
import classes from './items-tree.module.css';
import { pillTone } from './pill-tone.ts';

/** Height of a line, and most of a tree that is in view, in pixels. */
const LINE = 30;
const MOST_IN_VIEW = 900;

/** Everything that can be mapped, module by module, with what it holds in the sample. */
export function ItemsTree({
  found,
  showsPaths,
  onInsert,
  onLeave,
}: {
  /** What a search found, instead of the whole tree. */
  readonly found: readonly ItemRow[] | undefined;
  /** Whether technical names stand beside the labels. */
  readonly showsPaths: boolean;
  readonly onInsert: (expression: string, item: Item) => void;
  /** A click is no reason to leave the field. */
  readonly onLeave: () => void;
}) {
  const id = useId();
  const { sources } = useMapping();
  const box = useRef<HTMLDivElement>(null);
  const bundles = sources.map(bundleItem);
  const [opened, setOpened] = useState<ReadonlySet<string>>();
  const open = opened ?? openItemsAtFirst(bundles);
  const rows = found ?? itemRows(bundles, open);
  const [activeIml, setActiveIml] = useState<string>();
  const active = Math.max(
    0,
    rows.findIndex(({ item }) => item.iml === activeIml),
  );
  const lines = useLinesInView({ count: rows.length, height: LINE, most: MOST_IN_VIEW });
  const select = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    setActiveIml(row.item.iml);
    if (box.current !== null) bringIntoView(box.current, index * LINE, LINE);
  };
  const toggle = ({ item, isOpen }: ItemRow): void =>
    setOpened(new Set(isOpen ? [...open].filter((iml) => iml !== item.iml) : [...open, item.iml]));
  const insert = ({ item }: ItemRow): void => onInsert(item.iml, item);
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[active];
    const act = KEYS[event.key];
    if (row === undefined || act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act({ row, active, rows, select, toggle, insert });
  };
  const rowAt = (target: EventTarget): ItemRow | undefined => {
    const line = target instanceof Element ? target.closest('[role="treeitem"]') : null;
    return rows.find((_, index) => line?.id === `${id}-${index}`);
  };
  const onClick = ({ target }: MouseEvent): void => {
    const row = rowAt(target);
    if (row === undefined) return;
    setActiveIml(row.item.iml);
    if (!row.item.isParent) return insert(row);
    toggle(row);
    onLeave();
  };
  const onDragStart = ({ target, dataTransfer }: DragEvent): void => {
    const item = rowAt(target)?.item;
    if (item === undefined) return;
    dataTransfer.setData(DRAGGED_IML, item.iml);
    dataTransfer.setData('text/plain', writeMapping(item.path));
    dataTransfer.effectAllowed = 'copy';
  };
  const chosen = activeIml === undefined ? undefined : rows[active]?.item;
  return (
    <>
      <div
        ref={box}
        role="tree"
        aria-label={ITEMS_TREE}
        tabIndex={0}
        aria-activedescendant={rows.length === 0 ? undefined : `${id}-${active}`}
        className={classes['tree']}
        data-found={found !== undefined || undefined}
        onClick={onClick}
        onDragStart={onDragStart}
        onKeyDown={onKeyDown}
        onFocus={({ currentTarget }) => {
          // A click chooses its own line; scrolling to the first one would move the lines under the pointer.
          if (activeIml === undefined && currentTarget.matches(':focus-visible')) select(0);
        }}
        onScroll={lines.onScroll}
      >
        <div role="presentation" style={{ height: rows.length * LINE, position: 'relative' }}>
          {rows.slice(lines.first, lines.last).map((row, offset) => {
            const index = lines.first + offset;
            return (
              <Line
                key={row.item.iml}
                id={`${id}-${index}`}
                row={row}
                top={index * LINE}
                isActive={index === active && activeIml !== undefined}
                showsPaths={showsPaths}
              />
            );
          })}
        </div>
      </div>
      {chosen !== undefined && (chosen.isParent || chosen.isArray) && <ItemChoice item={chosen} onInsert={onInsert} />}
    </>
  );
}

function Line({
  id,
  row: { item, level, position, siblings, isOpen },
  top,
  isActive,
  showsPaths,
}: {
  readonly id: string;
  readonly row: ItemRow;
  readonly top: number;
  readonly isActive: boolean;
  readonly showsPaths: boolean;
}) {
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isActive}
      {...(item.isParent && { 'aria-expanded': isOpen })}
      draggable
      title={writeMapping(item.path)}
      className={classes['line']}
      style={{ transform: `translateY(${top}px)`, paddingInlineStart: (level - 1) * 16 + 6 }}
    >
      <span className={classes['chevron']}>{item.isParent && <Chevron size={14} aria-hidden />}</span>
      <LineText item={item} showsPaths={showsPaths} />
    </div>
  );
}

/** What is read out, and what is seen: label, path, and the value in the sample or where that comes from. */
function LineText({ item, showsPaths }: { readonly item: Item; readonly showsPaths: boolean }) {
  const { sources, toneOf } = useMapping();
  const { label, path, iml, type, preview } = item;
  const isModule = path.segments.length === 0;
  const origin = sources.find(({ module }) => module === path.module)?.origin ?? '';
  return (
    <>
      <span className="visually-hidden">{isModule ? label : itemName(item)}</span>
      <span aria-hidden className={classes['name']} data-tone={pillTone(path.module, { sources, toneOf })}>
        {label}
      </span>
      {showsPaths && !isModule && (
        <code aria-hidden className={classes['path']}>
          {iml}
        </code>
      )}
      <span aria-hidden className={classes['sample']}>
        {isModule ? origin : preview || type}
      </span>
    </>
  );
}

interface Moment {
  readonly row: ItemRow;
  readonly active: number;
  readonly rows: readonly ItemRow[];
  readonly select: (index: number) => void;
  readonly toggle: (row: ItemRow) => void;
  readonly insert: (row: ItemRow) => void;
}

/** What the keys of the tree do. */
const KEYS: Readonly<Record<string, (moment: Moment) => void>> = {
  ArrowDown: ({ active, select }) => select(active + 1),
  ArrowUp: ({ active, select }) => select(active - 1),
  Home: ({ select }) => select(0),
  End: ({ rows, select }) => select(rows.length - 1),
  ArrowRight: ({ row, active, select, toggle }) => {
    if (row.isOpen) select(active + 1);
    else if (row.item.isParent) toggle(row);
  },
  ArrowLeft: ({ row, rows, active, select, toggle }) => {
    if (row.isOpen) toggle(row);
    else select(rows.findLastIndex(({ level }, index) => index < active && level < row.level));
  },
  Enter: ({ row, insert }) => insert(row),
  ' ': ({ row, insert }) => insert(row),
};
