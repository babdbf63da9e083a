import { StatusBadge } from '../ui/status-badge.tsx';
import classes from './finding-list.module.css';

/** One finding in the files of an app. */
export interface FileFinding {
  /** Below the folder of the app; empty for the app as a whole. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly fix?: string | undefined;
}

/** Findings with their places, as an editor names them, and what to do. */
export function FindingList({ name, findings }: { readonly name: string; readonly findings: readonly FileFinding[] }) {
  return (
    // What scrolls has to be reached with the keyboard.
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={name}>
      <ul className={classes['list']} aria-label={name}>
        {findings.map(({ file, line, column, severity, code, message, fix }) => (
          <li key={`${file} ${line} ${column} ${code} ${message}`}>
            <div className={classes['place']}>
              <StatusBadge tone={severity === 'error' ? 'danger' : 'warn'}>
                {severity === 'error' ? 'Error' : 'Warning'}
              </StatusBadge>
              <code>{file === '' ? 'the app' : `${file}:${line}:${column}`}</code>
            </div>
            <p>{message}</p>
            {fix !== undefined && <p className={classes['fix']}>{fix}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}
