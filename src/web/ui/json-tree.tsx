import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { JsonPath, JsonRow } from '../model/json-tree.ts';
import { jsonRows, pointerOf } from '../model/json-tree.ts';
import { bringIntoView, useLinesInView } from './lines-in-view.ts';
import classes from './json-view.module.css';

/** Height of a line, and most of a tree that is in view, in pixels. */
const LINE = 28;
const VIEW = 336;

/** A value as a tree, one line after another; only the lines in view are in the document. */
export function JsonTree({
  name,
  value,
  open,
  selected,
  onOpen,
  onSelect,
}: {
  readonly name: string;
  readonly value: unknown;
  /** Ids of the parents whose parts are shown. */
  readonly open: ReadonlySet<string>;
  readonly selected: JsonPath | undefined;
  readonly onOpen: (open: ReadonlySet<string>) => void;
  readonly onSelect: (path: JsonPath) => void;
}) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const activeId = selected === undefined ? undefined : pointerOf(selected);
  const rows = useMemo(() => jsonRows(value, open), [value, open]);
  const active = Math.max(
    0,
    rows.findIndex((row) => row.id === activeId),
  );
  const lines = useLinesInView({ count: rows.length, height: LINE, most: VIEW });
  useEffect(() => {
    if (activeId !== undefined && box.current !== null) bringIntoView(box.current, active * LINE, LINE);
  }, [active, activeId]);

  const select = (row: JsonRow | undefined): void => {
    if (row !== undefined) onSelect(row.path);
  };
  const toggle = ({ id, isOpen }: JsonRow): void =>
    onOpen(new Set(isOpen ? [...open].filter((each) => each !== id) : [...open, id]));
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
      onScroll={lines.onScroll}
    >
      <div role="presentation" style={{ height: rows.length * LINE, position: 'relative' }}>
        {rows.slice(lines.first, lines.last).map((row, offset) => {
          const index = lines.first + offset;
          return (
            <Line
              key={row.id}
              id={`${id}-${index}`}
              row={row}
              top={index * LINE}
              isActive={index === active && activeId !== undefined}
              onSelect={() => select(row)}
              onToggle={() => toggle(row)}
            />
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
      <span className="visually-hidden">, </span>
      <span className={classes['type']}>{type}</span>
      <span className="visually-hidden">, </span>
      <span className={classes['preview']} data-type={type}>
        {preview}
      </span>
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
