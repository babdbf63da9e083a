import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconPin, IconPinnedOff } from '@tabler/icons-react';
import type { OperationRecord } from '../../api/contract.ts';
import { readDeliveryBundles, readOperationValue } from '../../api/executions.ts';
import { counted, stepTitle } from '../../model/aria-names.ts';
import { mappingOf, pointerOf } from '../../model/json-tree.ts';
import { DeliveryLink } from '../../history/delivery-link.tsx';
import { OperationStatus } from '../../ui/operation-status.tsx';
import { duration } from '../../ui/time.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Bundle } from './bundle.tsx';
import { ErrorCard } from './error-card.tsx';
import { Exchanges } from './exchanges.tsx';
import { bundlesBefore } from './inspected.ts';
import type { InspectorActions } from './inspected.ts';
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
  const { key, moduleId, module, label, status, durationMs, input, outputs, exchanges, warnings, error } = operation;
  const load = (pointer: string) => readOperationValue(run.id, key, pointer);
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
      {warnings.length > 0 && (
        <ul className={classes['warnings']} aria-label="Warnings">
          {[...new Set(warnings)].map((warning) => (
            <li key={warning}>
              <IconAlertTriangle size={16} aria-hidden />
              {warning}
            </li>
          ))}
        </ul>
      )}
      {error !== null && (
        <ErrorCard
          error={error}
          moduleId={moduleId}
          details={{ execution: run.id, operation: key, module, label }}
          actions={actions}
        />
      )}
      <Disclosure title="Input bundle" isOpenAtFirst={status !== 'success' || outputs.length === 0}>
        <Bundle name="Input bundle" value={input} onLoad={(path) => load(`/input${pointerOf(path)}`)} />
      </Disclosure>
      <Exchanges exchanges={exchanges} isOpenAtFirst={error !== null} onLoad={load} />
      <Outputs operation={operation} onWhole={wholeOf(run, key)} onLoad={load} />
    </div>
  );
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

/** Bundles listed at first; the rest on demand. */
const MOST_OPEN = 50;

function Outputs({
  operation: { moduleId, outputs, status },
  onWhole,
  onLoad,
}: {
  readonly operation: OperationRecord;
  /** Reads what the module gave from where it came from, when that is known. */
  readonly onWhole: (() => Promise<readonly unknown[]>) | undefined;
  readonly onLoad: (pointer: string) => Promise<unknown>;
}) {
  if (outputs.length === 0) {
    if (status === 'error' || status === 'in-doubt') return null;
    return (
      <Text size="sm" c="dimmed" className={classes['none']}>
        No output bundles.
      </Text>
    );
  }
  return (
    <Disclosure title={`Output bundles (${outputs.length})`} isOpenAtFirst>
      {outputs.slice(0, MOST_OPEN).map((output, index) => {
        const name = `Output bundle ${index + 1}`;
        const view = (
          <Bundle
            name={name}
            value={output}
            onWhole={onWhole === undefined ? undefined : async () => (await onWhole())[index]}
            mappingOf={(path) => mappingOf(moduleId, path)}
            onLoad={(path) => onLoad(`/outputs/${index}${pointerOf(path)}`)}
          />
        );
        return outputs.length === 1 ? (
          <div key={name}>{view}</div>
        ) : (
          <Disclosure key={name} title={`Bundle ${index + 1}`} isOpenAtFirst={index === 0}>
            {view}
          </Disclosure>
        );
      })}
      {outputs.length > MOST_OPEN && (
        <Text size="sm" c="dimmed">
          And {counted(outputs.length - MOST_OPEN, 'bundle')} more, which the modules behind this one show as their
          input.
        </Text>
      )}
    </Disclosure>
  );
}

function requestsText({ exchanges }: OperationRecord): string | undefined {
  return exchanges.length === 0 ? undefined : counted(exchanges.length, 'request');
}
