import { Drawer, Stack, Text } from '@mantine/core';
import type { SandboxCall } from '../../api/sandbox-control.ts';
import { HttpBody } from '../../ui/http-exchange.tsx';
import { duration, localTime } from '../../ui/time.tsx';

/** One call of the API as it came, and what was answered. */
export function CallDetail({
  call: { method, path, at, ms, status, body, response, fault },
  onClose,
}: {
  readonly call: SandboxCall;
  readonly onClose: () => void;
}) {
  return (
    <Drawer opened onClose={onClose} title="API call" position="right" size="lg">
      <Stack>
        <div>
          <Text size="sm">
            <strong>{method}</strong> <code>{path}</code>
          </Text>
          <Text size="sm" c="dimmed">
            {localTime(at)}, {status === null ? 'connection cut' : `status ${status}`} after {duration(ms)}
            {fault && ', with a fault'}
          </Text>
        </div>
        <HttpBody name="Request body" body={body} />
        <HttpBody name="Response body" body={response} />
      </Stack>
    </Drawer>
  );
}
