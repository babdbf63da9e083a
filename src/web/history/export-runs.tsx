import { Button, Group, Menu, Progress, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { ExecutionRow } from '../api/contract.ts';
import { listExecutions } from '../api/executions.ts';
import type { ExecutionFilter } from '../api/executions.ts';
import { csvOfRuns } from '../model/runs-csv.ts';
import { useAnnounce } from '../shell/status.tsx';
import { downloadJson, downloadText } from '../ui/download.ts';
import { explain } from '../ui/trouble.tsx';

/** Most runs of one file. */
const MOST = 50_000;

const FORMATS = {
  CSV: (runs: readonly ExecutionRow[]) => downloadText('runs.csv', csvOfRuns(runs), 'text/csv'),
  JSON: (runs: readonly ExecutionRow[]) => downloadJson('runs.json', runs),
} as const;

/** Downloads all runs of the filter, without their bundles. */
export function ExportRuns({ filter }: { readonly filter: ExecutionFilter }) {
  const announce = useAnnounce();
  const [read, setRead] = useState<number>();
  const download = async (format: keyof typeof FORMATS): Promise<void> => {
    setRead(0);
    try {
      const runs = await readAll(filter, setRead);
      FORMATS[format](runs);
      announce(`${runs.length} runs were downloaded as ${format}.`);
    } catch (error) {
      announce(`Not downloaded: ${explain(error).message}`);
    } finally {
      setRead(undefined);
    }
  };
  if (read !== undefined) {
    return (
      <Group gap="xs">
        <Progress w={80} value={100} animated aria-label="Reading runs" />
        <Text size="sm">{read} runs read</Text>
      </Group>
    );
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void download('CSV')}>As CSV</Menu.Item>
        <Menu.Item onClick={() => void download('JSON')}>As JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

async function readAll(filter: ExecutionFilter, onRead: (count: number) => void): Promise<readonly ExecutionRow[]> {
  const runs: ExecutionRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await listExecutions(filter, { limit: 250, cursor });
    runs.push(...page.data);
    cursor = page.nextCursor ?? undefined;
    onRead(runs.length);
  } while (cursor !== undefined && runs.length < MOST);
  return runs;
}
