import { useCallback, useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Steps of the zoom, as factors. */
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2] as const;
const [LEAST] = STEPS;

/** The zoom of the canvas. */
export interface Zoom {
  readonly factor: number;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly reset: () => void;
  /** Makes everything visible, as far as it stays readable. */
  readonly fit: () => void;
}

/** Zooms what is inside `viewport`: by Ctrl and the wheel, or by calls. The wheel alone scrolls. */
export function useZoom(viewport: RefObject<HTMLElement | null>, stage: RefObject<HTMLElement | null>): Zoom {
  const [factor, setFactor] = useState(1);
  const zoomIn = useCallback(() => setFactor((old) => STEPS.find((step) => step > old + 0.001) ?? old), []);
  const zoomOut = useCallback(() => setFactor((old) => STEPS.findLast((step) => step < old - 0.001) ?? old), []);
  const reset = useCallback(() => setFactor(1), []);
  const fit = (): void => {
    const [frame, content] = [viewport.current, stage.current];
    if (frame === null || content === null) return;
    const { width, height } = content.getBoundingClientRect();
    setFactor((old) => {
      const fits = Math.min(frame.clientWidth / (width / old), frame.clientHeight / (height / old), 1);
      return STEPS.findLast((step) => step <= fits) ?? LEAST;
    });
    frame.scrollTo({ left: 0, top: 0 });
  };
  useEffect(() => {
    const frame = viewport.current;
    const zoom = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      if (event.deltaY < 0) zoomIn();
      else zoomOut();
    };
    // React listens passively to the wheel, and the zoom of the browser has to be prevented.
    frame?.addEventListener('wheel', zoom, { passive: false });
    return () => frame?.removeEventListener('wheel', zoom);
  }, [viewport, zoomIn, zoomOut]);
  return { factor, zoomIn, zoomOut, reset, fit };
}
