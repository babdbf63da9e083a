import { Drawer, Stack, Table, Text, Title } from '@mantine/core';
import type { SandboxDelivery } from '../../api/sandbox-control.ts';
import { JsonView } from '../../ui/json-view.tsx';
import { duration, localTime } from '../../ui/time.tsx';

/** One delivery: every attempt, and what was sent. */
export function DeliveryDetail({
  delivery: { id, uuid, event, method, url, attempts, payload },
  onClose,
}: {
  readonly delivery: SandboxDelivery;
  readonly onClose: () => void;
}) {
  return (
    <Drawer opened onClose={onClose} title={`Delivery of ${event}`} position="right" size="lg">
      <Stack>
        <div>
          <Text size="sm">
            {method} <code>{url}</code>
          </Text>
          <Text size="sm" c="dimmed">
            <code>{uuid}</code>, the same on every attempt
          </Text>
        </div>
        <Title order={3} size="h5">
          Attempts
        </Title>
        {attempts.length === 0 ? (
          <Text size="sm">None yet.</Text>
        ) : (
          <Table aria-label="Attempts" verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Time</Table.Th>
                <Table.Th scope="col">Answer</Table.Th>
                <Table.Th scope="col">Took</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {attempts.map(({ at, status, error, ms }) => (
                <Table.Tr key={at}>
                  <Table.Td>{localTime(at)}</Table.Td>
                  <Table.Td>{error ?? status}</Table.Td>
                  <Table.Td>{duration(ms)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Title order={3} size="h5">
          Payload
        </Title>
        <JsonView key={id} name="Payload" value={payload} />
      </Stack>
    </Drawer>
  );
}
