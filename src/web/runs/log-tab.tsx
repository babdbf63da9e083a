import { Empty } from '../ui/empty.tsx';
import { exactTime } from '../ui/time.tsx';
import { useRunControl } from './run-control.ts';
import classes from './tray.module.css';

/** What happened in the run, line by line, as it happens. */
export function LogTab() {
  const { log } = useRunControl();
  if (log.length === 0) return <Empty text="Nothing has happened yet." />;
  return (
    <ol className={classes['log']} aria-label="Log">
      {log.map(({ at, text, tone }, index) => (
        // Lines are only ever added.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} data-tone={tone}>
          {at !== '' && <time dateTime={at}>{exactTime(at)}</time>}
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
