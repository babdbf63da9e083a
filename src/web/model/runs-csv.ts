/** What a line of the file tells of a run. */
export interface ListedRun {
  readonly id: string;
  readonly scenarioId: string;
  readonly scenarioName: string | null;
  readonly scenarioVersion: number;
  readonly status: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly operationCount: number;
  readonly trigger: { readonly type: string; readonly deliveryId?: string | undefined };
  readonly error: { readonly name: string; readonly message: string } | null;
}

const COLUMNS: readonly (readonly [heading: string, value: (run: ListedRun) => string | number | null])[] = [
  ['id', ({ id }) => id],
  ['status', ({ status }) => status],
  ['scenario', ({ scenarioName, scenarioId }) => scenarioName ?? scenarioId],
  ['version', ({ scenarioVersion }) => scenarioVersion],
  ['started', ({ startedAt }) => startedAt],
  ['ended', ({ endedAt }) => endedAt],
  ['trigger', ({ trigger }) => trigger.type],
  ['delivery', ({ trigger }) => trigger.deliveryId ?? null],
  ['operations', ({ operationCount }) => operationCount],
  ['error', ({ error }) => error?.name ?? null],
  ['message', ({ error }) => error?.message ?? null],
];

/** Runs as a CSV file (RFC 4180) with a heading. */
export function csvOfRuns(runs: readonly ListedRun[]): string {
  const lines = [COLUMNS.map(([heading]) => heading), ...runs.map((run) => COLUMNS.map(([, value]) => value(run)))];
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** A text that begins like a formula would be one in a spreadsheet: an apostrophe keeps it a text. */
function csvCell(value: string | number | null): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value ?? '') ? `'${value}` : (value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
