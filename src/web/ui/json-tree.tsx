import { useVirtualizer } from '@tanstack/react-virtual';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { JsonPath, JsonRow } from '../model/json-tree.ts';
import { jsonRows, openAtFirst, parentsOf, pointerOf } from '../model/json-tree.ts';
import classes from './json-view.module.css';

/** Height of a line in pixels. */
const LINE = 28;

/** A value as a tree, one line after another; only the lines in view are in the document. */
export function JsonTree({
  name,
  value,
  shown,
  onSelect,
}: {
  readonly name: string;
  readonly value: unknown;
  /** A value to show and select. */
  readonly shown?: JsonPath | undefined;
  readonly onSelect: (path: JsonPath) => void;
}) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(() => openAtFirst(value));
  const [activeId, setActiveId] = useState<string>();
  const rows = useMemo(() => jsonRows(value, open), [value, open]);
  const active = Math.max(
    0,
    rows.findIndex((row) => row.id === activeId),
  );
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE,
    overscan: 12,
  });
  useEffect(() => {
    if (shown === undefined) return;
    setOpen((old) => new Set([...old, ...parentsOf(shown)]));
    setActiveId(pointerOf(shown));
  }, [shown]);
  useEffect(() => {
    if (activeId !== undefined) lines.scrollToIndex(active);
  }, [active, activeId, lines]);

  const select = (row: JsonRow | undefined): void => {
    if (row === undefined) return;
    setActiveId(row.id);
    onSelect(row.path);
  };
  const toggle = ({ id, isOpen }: JsonRow): void =>
    setOpen((old) => new Set(isOpen ? [...old].filter((each) => each !== id) : [...old, id]));
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[active];
    const act = KEYS[event.key];
    if (row === undefined || act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act({ row, active, rows, select, toggle });
  };

  return (
    <div
      ref={box}
      role="tree"
      aria-label={name}
      tabIndex={0}
      aria-activedescendant={rows.length === 0 ? undefined : `${id}-${active}`}
      className={classes['tree']}
      onKeyDown={onKeyDown}
      onFocus={() => activeId === undefined && select(rows[0])}
    >
      <div role="presentation" style={{ height: lines.getTotalSize(), position: 'relative' }}>
        {lines.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return (
            row !== undefined && (
              <Line
                key={row.id}
                id={`${id}-${index}`}
                row={row}
                top={start}
                isActive={index === active && activeId !== undefined}
                onSelect={() => select(row)}
                onToggle={() => toggle(row)}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function Line({
  id,
  row,
  top,
  isActive,
  onSelect,
  onToggle,
}: {
  readonly id: string;
  readonly row: JsonRow;
  readonly top: number;
  readonly isActive: boolean;
  readonly onSelect: () => void;
  readonly onToggle: () => void;
}) {
  const { name, type, preview, level, position, siblings, isParent, isOpen } = row;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    // The tree itself takes the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="treeitem"
      aria-label={`${name}, ${type}, ${preview}`}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isActive}
      {...(isParent && { 'aria-expanded': isOpen })}
      className={classes['line']}
      style={{ transform: `translateY(${top}px)`, paddingInlineStart: (level - 1) * 18 + 6 }}
      onClick={() => {
        onSelect();
        if (isParent) onToggle();
      }}
    >
      <span className={classes['chevron']}>{isParent && <Chevron size={14} aria-hidden />}</span>
      <span className={classes['name']}>{name}</span>
      <span className={classes['preview']} data-type={type}>
        {preview}
      </span>
      <span className={classes['type']}>{type}</span>
    </div>
  );
}

interface Moment {
  readonly row: JsonRow;
  readonly active: number;
  readonly rows: readonly JsonRow[];
  readonly select: (row: JsonRow | undefined) => void;
  readonly toggle: (row: JsonRow) => void;
}

/** What the keys of a tree do. */
const KEYS: Readonly<Record<string, (moment: Moment) => void>> = {
  ArrowDown: ({ rows, active, select }) => select(rows[active + 1]),
  ArrowUp: ({ rows, active, select }) => select(rows[active - 1]),
  Home: ({ rows, select }) => select(rows[0]),
  End: ({ rows, select }) => select(rows.at(-1)),
  ArrowRight: ({ row, rows, active, select, toggle }) => {
    if (row.isOpen) select(rows[active + 1]);
    else if (row.isParent) toggle(row);
  },
  ArrowLeft: ({ row, rows, select, toggle }) => {
    if (row.isOpen) toggle(row);
    else select(rows.find(({ id }) => id === pointerOf(row.path.slice(0, -1))));
  },
  Enter: ({ row, select, toggle }) => {
    select(row);
    if (row.isParent) toggle(row);
  },
};
