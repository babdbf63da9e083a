import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { splitText } from '../model/iml-split.ts';
import { pillsOf } from '../model/pills.ts';
import type { ImlHost } from './iml-host.ts';
import { pillTone } from './pill-tone.ts';
import classes from './pills.module.css';

/** A mapped text to look at: as an editor shows it, without being one. */
export function PillText({ text, host }: { readonly text: string; readonly host: ImlHost }) {
  const parts = useMemo(() => partsOf(text, host), [text, host]);
  return <>{parts}</>;
}

function partsOf(text: string, host: ImlHost): readonly ReactNode[] {
  const pills = pillsOf(text, host.names);
  return splitText(text).map((segment) => {
    if (segment.kind === 'literal') return text.slice(segment.start, segment.end);
    const parts: ReactNode[] = [];
    let at = segment.start;
    for (const { start, end, kind, label, module } of pills) {
      if (start < at || end > segment.end) continue;
      parts.push(text.slice(at, start));
      parts.push(
        kind === 'item' ? (
          <span key={start} className={classes['pill']} data-tone={pillTone(module, host)}>
            {label}
          </span>
        ) : (
          <span key={start} className={classes[kind]}>
            {label}
          </span>
        ),
      );
      at = end;
    }
    parts.push(text.slice(at, segment.end));
    return (
      <span key={segment.start} className={classes['expression']}>
        {parts}
      </span>
    );
  });
}
