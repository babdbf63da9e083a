import { Button, CopyButton, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiError } from '../api/request.ts';
import classes from './trouble.module.css';

/** Says what happened, what to do, and offers to try again. */
export function Trouble({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { message, fix, traceId } = explain(error);
  const findings = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  return (
    <div role="alert" className={classes['trouble']}>
      <IconAlertTriangle size={20} aria-hidden className={classes['icon']} />
      <div>
        <Text fw={600}>{message}</Text>
        {fix !== '' && <Text size="sm">{fix}</Text>}
        {findings.length > 0 && (
          <List size="sm" mt={4}>
            {findings.map(({ pointer, detail }) => (
              <List.Item key={pointer + detail}>{detail}</List.Item>
            ))}
          </List>
        )}
        <Group gap="sm" mt={8}>
          {onRetry !== undefined && (
            <Button size="compact-sm" variant="default" onClick={onRetry}>
              Retry
            </Button>
          )}
          {traceId !== undefined && (
            <CopyButton value={traceId}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="subtle" onClick={copy}>
                  {copied ? 'Copied' : 'Copy trace id'}
                </Button>
              )}
            </CopyButton>
          )}
        </Group>
      </div>
    </div>
  );
}

/** What can be said of anything that was thrown. */
export function explain(error: unknown): { readonly message: string; readonly fix: string; readonly traceId?: string } {
  if (error instanceof ApiError) {
    const { message, fix, traceId } = error;
    return traceId === undefined ? { message, fix } : { message, fix, traceId };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { message: `The page itself stopped here: ${message}`, fix: 'Reload the page. Drafts are kept.' };
}
