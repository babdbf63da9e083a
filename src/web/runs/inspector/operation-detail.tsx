import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconPin, IconPinnedOff } from '@tabler/icons-react';
import type { OperationRecord } from '../../api/contract.ts';
import { readDeliveryBundles, readOperationValue } from '../../api/executions.ts';
import { counted, stepTitle } from '../../model/aria-names.ts';
import { pointerOf } from '../../model/json-tree.ts';
import { DeliveryLink } from '../../history/delivery-link.tsx';
import { OperationStatus } from '../../ui/operation-status.tsx';
import { duration } from '../../ui/time.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Bundle } from './bundle.tsx';
import { ErrorCard } from './error-card.tsx';
import { Exchanges } from './exchanges.tsx';
import { bundlesBefore } from '../../model/bundles-before.ts';
import type { InspectorActions } from './inspected.ts';
import { Outputs } from './outputs.tsx';
import classes from './inspector.module.css';

/** The run an operation belongs to. */
export interface InspectedRun {
  readonly id: string;
  readonly scenarioId: string;
  readonly deliveryId?: string | undefined;
}

/** One operation: where its bundle came from, what it was given, asked, answered and gave. */
export function OperationDetail({
  run,
  operation,
  place,
  actions,
}: {
  readonly run: InspectedRun;
  readonly operation: OperationRecord;
  /** "Operation 1 of 3". */
  readonly place: string;
  readonly actions?: InspectorActions | undefined;
}) {
  const { key, moduleId, module, label, status, durationMs, outputs, warnings, error } = operation;
  const isPinned = actions?.isPinned?.(moduleId) === true;
  return (
    <div className={classes['detail']}>
      <h2 className={classes['title']}>{stepTitle({ number: String(moduleId), label })}</h2>
      <Group gap="sm">
        <OperationStatus status={status} />
        <Text size="sm">{[place, duration(durationMs), requestsText(operation)].filter(Boolean).join(' · ')}</Text>
        {operation.pinned && (
          <Text size="sm" c="dimmed">
            Pinned output, the module was not called
          </Text>
        )}
        {actions?.pin !== undefined && outputs.length > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={isPinned ? <IconPinnedOff size={14} aria-hidden /> : <IconPin size={14} aria-hidden />}
            onClick={() => actions?.pin?.(operation, !isPinned)}
          >
            {isPinned ? 'Unpin output' : 'Pin output'}
          </Button>
        )}
      </Group>
      <Lineage run={run} operationKey={key} />
      {warnings.length > 0 && <Warnings warnings={warnings} />}
      {error !== null && (
        <ErrorCard
          error={error}
          moduleId={moduleId}
          details={{ execution: run.id, operation: key, module, label }}
          actions={actions}
        />
      )}
      <Parts run={run} operation={operation} />
    </div>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  return (
    <ul className={classes['warnings']} aria-label="Warnings">
      {[...new Set(warnings)].map((warning) => (
        <li key={warning}>
          <IconAlertTriangle size={16} aria-hidden />
          {warning}
        </li>
      ))}
    </ul>
  );
}

/** What came in and was asked, and what came out. */
function Parts({ run, operation }: { readonly run: InspectedRun; readonly operation: OperationRecord }) {
  const { key, status, input, outputs, exchanges, error } = operation;
  const load = (pointer: string) => readOperationValue(run.id, key, pointer);
  if (isConfidential(operation)) {
    return (
      <Text size="sm" c="dimmed">
        The scenario is confidential: the data of its runs is not kept.
      </Text>
    );
  }
  return (
    <div className={classes['parts']}>
      <div>
        <Disclosure title="Input bundle" isOpenAtFirst={status !== 'success' || outputs.length === 0}>
          <Bundle name="Input bundle" value={input} onLoad={(path) => load(`/input${pointerOf(path)}`)} />
        </Disclosure>
        <Exchanges exchanges={exchanges} isOpenAtFirst={error !== null} onLoad={load} />
      </div>
      <div>
        <Outputs operation={operation} onWhole={wholeOf(run, key)} onLoad={load} />
      </div>
    </div>
  );
}

/** Confidential scenarios keep no data: then not even an empty input is there. */
function isConfidential({ input, outputs, exchanges }: OperationRecord): boolean {
  return input === null && outputs.length === 0 && exchanges.length === 0;
}

/** What the first module gave came with the delivery, which is kept whole. */
function wholeOf({ deliveryId }: InspectedRun, key: string): (() => Promise<readonly unknown[]>) | undefined {
  if (deliveryId === undefined || key.includes(':')) return undefined;
  return () => readDeliveryBundles(deliveryId);
}

/** Where the bundle of an operation came from. */
function Lineage({ run, operationKey }: { readonly run: InspectedRun; readonly operationKey: string }) {
  const steps = bundlesBefore(operationKey).map((number) => `bundle ${number}`);
  if (run.deliveryId === undefined && steps.length === 0) return null;
  return (
    <p className={classes['lineage']}>
      From{' '}
      {run.deliveryId !== undefined && (
        <>
          delivery <DeliveryLink scenarioId={run.scenarioId} deliveryId={run.deliveryId} />
          {steps.length > 0 && ' → '}
        </>
      )}
      {steps.join(' → ')} → this operation
    </p>
  );
}

function requestsText({ exchanges }: OperationRecord): string | undefined {
  return exchanges.length === 0 ? undefined : counted(exchanges.length, 'request');
}
