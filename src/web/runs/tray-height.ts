import { useState } from 'react';
import { keep, recall } from '../ui/browser-storage.ts';

/** Lowest and highest tray, and one step of the arrow keys, in pixels. */
export const LOWEST = 160;
export const STEP = 40;
const AT_FIRST = 340;
const PLACE = 'sonar-connect:tray-height';

/** Highest tray that leaves something of the canvas. */
export function highest(): number {
  return Math.max(LOWEST, innerHeight - 260);
}

/** The height of the tray in pixels, kept in this browser. */
export function useTrayHeight(): readonly [height: number, setHeight: (height: number) => void] {
  const [height, setHeight] = useState(() => within(Number(recall(PLACE) ?? AT_FIRST)));
  return [
    height,
    (next) => {
      const kept = within(next);
      keep(PLACE, String(kept));
      setHeight(kept);
    },
  ];
}

function within(height: number): number {
  const wanted = Number.isFinite(height) ? height : AT_FIRST;
  return Math.round(Math.min(highest(), Math.max(LOWEST, wanted)));
}
