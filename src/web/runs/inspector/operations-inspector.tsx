import { ActionIcon, Group, Select } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { OperationRecord } from '../../api/contract.ts';
import { operationWord } from '../../ui/operation-status.tsx';
import type { InspectorActions } from './inspected.ts';
import { OperationDetail } from './operation-detail.tsx';
import type { InspectedRun } from './operation-detail.tsx';
import classes from './inspector.module.css';

/** The operations of one module, one at a time. */
export function OperationsInspector({
  run,
  operations,
  operationKey,
  onChoose,
  actions,
}: {
  readonly run: InspectedRun;
  readonly operations: readonly OperationRecord[];
  /** The one that is shown; the first by default. */
  readonly operationKey: string | undefined;
  readonly onChoose: (key: string) => void;
  readonly actions?: InspectorActions | undefined;
}) {
  const index = Math.max(
    0,
    operations.findIndex(({ key }) => key === operationKey),
  );
  const operation = operations[index];
  if (operation === undefined) return null;
  const choose = (at: number): void => {
    const next = operations[at];
    if (next !== undefined) onChoose(next.key);
  };
  return (
    <div className={classes['operation']}>
      {operations.length > 1 && (
        <Group gap="xs">
          <ActionIcon
            variant="default"
            size="lg"
            aria-label="Previous operation"
            disabled={index === 0}
            onClick={() => choose(index - 1)}
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
          <Select
            aria-label="Operation"
            w={240}
            searchable
            limit={200}
            allowDeselect={false}
            value={operation.key}
            data={operations.map(({ key, status }, at) => ({
              value: key,
              label: `Operation ${at + 1}: ${operationWord(status)}`,
            }))}
            onChange={(key) => key !== null && onChoose(key)}
          />
          <ActionIcon
            variant="default"
            size="lg"
            aria-label="Next operation"
            disabled={index === operations.length - 1}
            onClick={() => choose(index + 1)}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </Group>
      )}
      <OperationDetail
        key={`${run.id} ${operation.key}`}
        run={run}
        operation={operation}
        place={`Operation ${index + 1} of ${operations.length}`}
        actions={actions}
      />
    </div>
  );
}
