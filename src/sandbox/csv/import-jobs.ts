import type { Sonar } from '../service/sonar.ts';
import { timestamp } from '../service/sonar.ts';
import { eachRow, scanFile } from './import-file.ts';
import type { FileScan, Row } from './import-file.ts';
import { readHeader } from './import-header.ts';
import type { Column } from './import-header.ts';
import { importRow } from './import-row.ts';
import type { Finding } from './import-row.ts';

/** Findings that are kept with their places; the rest is counted only. */
const FINDINGS_KEPT = 1_000;
/** Imports that are kept to be looked at. */
const JOBS_KEPT = 20;
/** The world is written again after so many rows. */
const ROWS_BETWEEN_WRITES = 5_000;

/** Something wrong in a file. */
export type PlacedFinding = Finding & { readonly line: number };

/** One import, as it stands. */
export interface ImportJob {
  readonly id: number;
  state: 'running' | 'done' | 'stopped' | 'failed';
  /** Rows in the file, and rows that were looked at. */
  readonly total: number;
  done: number;
  added: number;
  changed: number;
  /** Rows with a fault; they changed nothing. */
  refused: number;
  /** The first {@link FINDINGS_KEPT} faults in the order of the file, and how many there are. */
  readonly errors: PlacedFinding[];
  error_count: number;
  readonly started_at: string;
  finished_at: string | null;
}

/** An import that began, with its end; or why the file is not taken. */
export type ImportStart =
  | { readonly ok: true; readonly job: ImportJob; readonly finished: Promise<void> }
  | { readonly ok: false; readonly problem: string };

/** The imports of customers, the running ones and the last that ended. */
export interface ImportJobs {
  /** Looks through a file and begins to take in its rows. The file is needed until `finished`. */
  start(file: string): Promise<ImportStart>;
  /** Newest first. */
  list(): readonly ImportJob[];
  find(id: number): ImportJob | undefined;
  /** Ends what runs; what was taken in stays. */
  stop(): void;
  /** Ends what runs and forgets all imports. */
  clear(): void;
}

/** What imports work with; `changed` is told when the world is to be written, `report` hears of a bug. */
export interface ImportParts {
  readonly sonar: () => Sonar;
  readonly changed: () => void;
  readonly report: (message: string) => void;
}

/** No imports yet. */
export function createImportJobs({ sonar, changed, report }: ImportParts): ImportJobs {
  let jobs: ImportJob[] = [];
  let stopping = new AbortController();
  let lastId = 0;

  return {
    async start(file) {
      const scan = await scanFile(file);
      if (scan.header === undefined) {
        return { ok: false, problem: scan.broken?.message ?? 'The file is empty. Its first line names the columns.' };
      }
      const header = readHeader(scan.header.cells);
      if (!header.ok) return { ok: false, problem: header.problems.join(' ') };
      lastId += 1;
      const job = newJob(lastId, scan.rows, timestamp(sonar()));
      jobs = [job, ...jobs].slice(0, JOBS_KEPT);
      return { ok: true, job, finished: run(job, { file, scan, columns: header.columns }) };
    },
    list: () => jobs,
    find: (id) => jobs.find((job) => job.id === id),
    stop,
    clear() {
      stop();
      jobs = [];
    },
  };

  function stop(): void {
    stopping.abort(new Error('the import was stopped'));
    stopping = new AbortController();
  }

  async function run(job: ImportJob, work: Work): Promise<void> {
    const { signal } = stopping;
    const world = sonar();
    try {
      await eachRow(work.file, work.scan, (row) => takeIn(world, job, { columns: work.columns, row }), signal);
      const { broken } = work.scan;
      if (broken !== undefined) note(job, { ...broken, column: null });
      job.state = broken === undefined ? 'done' : 'failed';
    } catch (error) {
      job.state = signal.aborted ? 'stopped' : 'failed';
      if (!signal.aborted) {
        report(`An import failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        note(job, { line: job.done + 2, column: null, message: 'The sandbox failed here.' });
      }
    }
    job.finished_at = timestamp(world);
    changed();
  }

  function takeIn(world: Sonar, job: ImportJob, { columns, row }: Pick<Work, 'columns'> & { readonly row: Row }): void {
    const outcome = importRow(world, columns, row.cells);
    if (outcome === 'added' || outcome === 'changed') job[outcome] += 1;
    else {
      job.refused += 1;
      for (const finding of outcome) note(job, { line: row.line, ...finding });
    }
    job.done += 1;
    if (job.done % ROWS_BETWEEN_WRITES === 0) changed();
  }
}

interface Work {
  readonly file: string;
  readonly scan: FileScan;
  readonly columns: readonly Column[];
}

function newJob(id: number, total: number, startedAt: string): ImportJob {
  const counts = { done: 0, added: 0, changed: 0, refused: 0 };
  return {
    id,
    state: 'running',
    total,
    ...counts,
    errors: [],
    error_count: 0,
    started_at: startedAt,
    finished_at: null,
  };
}

function note(job: ImportJob, finding: PlacedFinding): void {
  job.error_count += 1;
  if (job.errors.length < FINDINGS_KEPT) job.errors.push(finding);
}
