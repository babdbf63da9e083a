import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { highest, LOWEST, STEP } from './tray-height.ts';
import classes from './tray.module.css';

/** The edge of the tray: dragged, or moved with the arrow keys. */
export function TraySeparator({
  height,
  onResize,
}: {
  readonly height: number;
  readonly onResize: (height: number) => void;
}) {
  const start = useRef<{ readonly y: number; readonly height: number }>(undefined);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { y: event.clientY, height };
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (start.current !== undefined) onResize(start.current.height + start.current.y - event.clientY);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const change = KEYS[event.key]?.(height);
    if (change === undefined) return;
    event.preventDefault();
    onResize(change);
  };
  return (
    // A separator that can be focused is a control.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-label="Height of the run details"
      aria-orientation="horizontal"
      aria-valuenow={height}
      aria-valuemin={LOWEST}
      aria-valuemax={highest()}
      aria-valuetext={`${height} pixels`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={classes['separator']}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (start.current = undefined)}
      onKeyDown={onKeyDown}
    />
  );
}

const KEYS: Readonly<Record<string, (height: number) => number>> = {
  ArrowUp: (height) => height + STEP,
  ArrowDown: (height) => height - STEP,
  Home: () => LOWEST,
  End: () => highest(),
};
