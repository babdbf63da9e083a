import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import { useActiveTarget, useMapping } from './mapping-context.ts';
import { MappingPanel } from './mapping-panel.tsx';
import classes from './mapping-place.module.css';

interface Edge {
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the mapping panel stands: beside the settings where there is room, else as a sheet below the fields. */
export function MappingPlace({ settings }: { readonly settings: RefObject<HTMLElement | null> }) {
  const { session } = useMapping();
  const isOpen = useSyncExternalStore(session.subscribe, session.isPanelOpen);
  const isWide = useMediaQuery('(min-width: 1200px)', true, { getInitialValueInEffect: false });
  if (!isOpen) return null;
  return isWide ? <Beside settings={settings} /> : <Sheet />;
}

/** It lies over the lower half; the field it works for is brought above it. */
function Sheet() {
  const { session } = useMapping();
  const id = useActiveTarget(session)?.id;
  useEffect(() => {
    const field = id === undefined ? null : document.querySelector(`#${CSS.escape(id)}`);
    (field?.closest('[data-field], [data-condition]') ?? field)?.scrollIntoView({ block: 'start' });
  }, [id]);
  return (
    <div className={classes['sheet']}>
      <MappingPanel />
    </div>
  );
}

/** It lies over the canvas, its right edge on the left edge of the settings. */
function Beside({ settings }: { readonly settings: RefObject<HTMLElement | null> }) {
  const [edge, setEdge] = useState<Edge>();
  useLayoutEffect(() => {
    const box = settings.current;
    if (box === null) return undefined;
    const measure = (): void => {
      const { left, top, bottom } = box.getBoundingClientRect();
      setEdge({ right: innerWidth - left, top, bottom: innerHeight - bottom });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      removeEventListener('resize', measure);
    };
  }, [settings]);
  return (
    <div className={classes['beside']} style={edge}>
      <MappingPanel />
    </div>
  );
}
