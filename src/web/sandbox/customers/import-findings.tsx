import { Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { ImportFinding } from '../../api/sandbox-imports.ts';
import { counted } from '../../model/aria-names.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { ShowMore } from '../show-more.tsx';
import classes from './import-findings.module.css';

/** Rows at first, and added each time. */
const STEP = 50;

const COLUMNS: readonly Column<ImportFinding>[] = [
  { key: 'line', label: 'Place', render: ({ line }) => `Line ${line.toLocaleString()}` },
  { key: 'column', label: 'Column', breaks: true, render: ({ column }) => column ?? 'The row' },
  { key: 'message', label: 'What is wrong', breaks: true, render: ({ message }) => message },
];

/** The cells of a file that could not be taken, in the order of the file. */
export function ImportFindings({
  findings,
  total,
}: {
  readonly findings: readonly ImportFinding[];
  /** All there are; the first of them are listed. */
  readonly total: number;
}) {
  const [limit, setLimit] = useState(STEP);
  return (
    <div className={classes['findings']}>
      <Title order={3} className={classes['title']}>
        {counted(total, 'fault')} in the file
      </Title>
      <Text size="sm" c="dimmed">
        These rows changed nothing; all others are in. Correct them in the file and import it again.
        {total > findings.length && ` The first ${findings.length.toLocaleString()} are listed.`}
      </Text>
      <DataTable
        name="Faulty rows"
        rows={findings.slice(0, limit)}
        columns={COLUMNS}
        idOf={({ line, column, message }) => `${line} ${column ?? ''} ${message}`}
      />
      <ShowMore
        shown={Math.min(limit, findings.length)}
        total={findings.length}
        onMore={() => setLimit(limit + STEP)}
      />
    </div>
  );
}
