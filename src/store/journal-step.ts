import type { Statement } from './database.ts';
import type { JournalEntry } from './records.ts';
import { defineTable } from './sql/table.ts';

/** A step, with the time it was first written: its scope need not be a run whose end could tell its age. */
export const STORED_STEP = defineTable<JournalEntry & { readonly createdAt: number }>('journal', {
  runId: 'plain',
  key: 'plain',
  state: 'plain',
  outputs: 'json',
  request: 'json',
  createdAt: 'plain',
});

/** A step that is done stays done, whatever a late worker writes. */
const KEEP_DONE = `ON CONFLICT (run_id, key) DO UPDATE
  SET state = excluded.state, outputs = excluded.outputs, request = excluded.request WHERE journal.state = 'sent'`;

/** Writes a step of a run down; it changes no row when the step was done before. */
export function keepStep(entry: JournalEntry, createdAt: number): Statement {
  const { sql, values = [] } = STORED_STEP.insert({ ...entry, createdAt });
  return { sql: `${sql} ${KEEP_DONE}`, values };
}
