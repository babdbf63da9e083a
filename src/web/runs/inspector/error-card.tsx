import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { OperationRecord } from '../../api/contract.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { HttpBody } from '../../ui/http-exchange.tsx';
import type { InspectorActions } from './inspected.ts';
import classes from './inspector.module.css';

/** Why an operation, or a run, did not succeed. */
export type RunError = NonNullable<OperationRecord['error']>;

/** What happened, how to get on, and what the service answered, word for word. */
export function ErrorCard({
  error,
  moduleId = error.moduleId,
  details,
  actions,
}: {
  readonly error: RunError;
  readonly moduleId?: number | undefined;
  /** What "Copy details" adds, for example the id of the run. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly actions?: InspectorActions | undefined;
}) {
  const { name, message, fix, upstream } = error;
  return (
    <section className={classes['error']} aria-label="What went wrong">
      <IconAlertTriangle size={20} aria-hidden className={classes['error-icon']} />
      <div className={classes['error-text']}>
        <Text fw={600}>{message}</Text>
        {fix !== undefined && <Text size="sm">{fix}</Text>}
        <Text size="sm" c="dimmed">
          <Anchor
            href={`/docs/reference/errors#${name.toLowerCase()}`}
            target="_blank"
            rel="noopener"
            size="sm"
            underline="always"
          >
            {name}
          </Anchor>
          {upstream !== undefined && `, the service answered ${upstream.status}`}
        </Text>
        {upstream !== undefined && <HttpBody name="Answer of the service" body={upstream.body} />}
        <Group gap="xs">
          {actions !== undefined && <WaysOn moduleId={moduleId} actions={actions} />}
          <CopyButton label="Copy details" text={JSON.stringify({ ...details, error }, null, 2)} />
        </Group>
      </div>
    </section>
  );
}

/** What can be done about it right away. */
function WaysOn({
  moduleId,
  actions: { openField, retry, addErrorHandler },
}: {
  readonly moduleId: number | undefined;
  readonly actions: InspectorActions;
}) {
  return (
    <>
      {moduleId !== undefined && openField !== undefined && (
        <Button size="compact-sm" variant="default" onClick={() => openField(moduleId)}>
          Open field
        </Button>
      )}
      {retry !== undefined && (
        <Button size="compact-sm" variant="default" onClick={retry}>
          Retry
        </Button>
      )}
      {moduleId !== undefined && addErrorHandler !== undefined && (
        <Button size="compact-sm" variant="default" onClick={() => addErrorHandler(moduleId)}>
          Add error handler
        </Button>
      )}
    </>
  );
}
