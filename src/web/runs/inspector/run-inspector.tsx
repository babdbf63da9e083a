import { Button, Text, UnstyledButton } from '@mantine/core';
import type { OperationRecord } from '../../api/contract.ts';
import { counted, stepTitle } from '../../model/aria-names.ts';
import { sumByModule } from '../../model/run-summary.ts';
import { operationWord } from '../../ui/operation-status.tsx';
import { ErrorCard } from './error-card.tsx';
import type { RunError } from './error-card.tsx';
import type { InspectorActions } from './inspected.ts';
import type { InspectedRun } from './operation-detail.tsx';
import { OperationsInspector } from './operations-inspector.tsx';
import classes from './inspector.module.css';

/** A run that is over, to look into. */
export interface RunInspectorProps {
  readonly run: InspectedRun;
  readonly operations: readonly OperationRecord[];
  /** Why the run did not succeed, when no operation has the reason. */
  readonly error: RunError | null;
  /** What is looked at: the failed module at first. */
  readonly moduleId: number | undefined;
  readonly operationKey: string | undefined;
  readonly onChoose: (choice: { readonly moduleId: number; readonly operationKey?: string }) => void;
  readonly actions?: InspectorActions | undefined;
  /** Reads more operations, when there are more. */
  readonly onLoadMore: (() => void) | undefined;
}

/** The modules of a run on the left, the operations of the chosen one beside them. */
export function RunInspector(props: RunInspectorProps) {
  const { run, operations, error, actions } = props;
  const failed = operations.find((operation) => operation.error !== null);
  const chosen = props.moduleId ?? failed?.moduleId ?? operations[0]?.moduleId;
  return (
    <div className={classes['inspector']}>
      <ModuleList {...props} chosen={chosen} />
      <div className={classes['operations']}>
        {error !== null && failed === undefined && (
          <ErrorCard error={error} details={{ execution: run.id }} actions={actions} />
        )}
        <Chosen {...props} chosen={chosen} />
      </div>
    </div>
  );
}

type WithChosen = RunInspectorProps & { readonly chosen: number | undefined };

function ModuleList({ operations, chosen, onChoose, onLoadMore }: WithChosen) {
  const labels = new Map(operations.map(({ moduleId, label }) => [moduleId, label]));
  return (
    <nav aria-label="Modules of the run">
      <ul className={classes['modules']}>
        {[...sumByModule(operations)].map(([id, { status, bundles }]) => (
          <li key={id}>
            <UnstyledButton
              className={classes['module']}
              aria-current={id === chosen ? 'true' : undefined}
              data-status={status}
              onClick={() => onChoose({ moduleId: id })}
            >
              <strong>{stepTitle({ number: String(id), label: labels.get(id) ?? '' })}</strong>
              <span>
                {operationWord(status)}, {counted(bundles, 'bundle')}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {onLoadMore !== undefined && (
        <Button size="compact-sm" variant="default" onClick={onLoadMore}>
          Load more operations
        </Button>
      )}
    </nav>
  );
}

function Chosen({ run, operations, operationKey, chosen, onChoose, actions }: WithChosen) {
  const own = operations.filter(({ moduleId }) => moduleId === chosen);
  if (chosen === undefined || own.length === 0) {
    const text = chosen === undefined ? 'No module was run.' : 'This module was not reached in the run that is shown.';
    return (
      <Text size="sm" c="dimmed">
        {text}
      </Text>
    );
  }
  return (
    <OperationsInspector
      run={run}
      operations={own}
      operationKey={operationKey}
      onChoose={(key) => onChoose({ moduleId: chosen, operationKey: key })}
      actions={actions}
    />
  );
}
