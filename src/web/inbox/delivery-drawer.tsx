import { Button, CopyButton, Drawer, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { DeliveryDetail } from '../api/contract.ts';
import { actOnDeliveries, deliveryQuery, wholeBody } from '../api/hooks.ts';
import { useAnnounce } from '../shell/status.tsx';
import { bytesText } from '../model/json-tree.ts';
import { downloadText } from '../ui/download.ts';
import { HeaderTable, HttpBody } from '../ui/http-exchange.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Time } from '../ui/time.tsx';
import { closesByEscape } from '../ui/closes-by-escape.ts';
import { CopyToScenario } from './copy-to-scenario.tsx';
import { QueueStateBadge } from './delivery-state.tsx';

/** Everything known of one delivery, beside the list it came from. */
export function DeliveryDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const query = useQuery(deliveryQuery(id));
  return (
    <Drawer
      opened
      onClose={onClose}
      closeOnEscape={false}
      onKeyDown={closesByEscape(onClose)}
      title="Delivery"
      position="right"
      size="lg"
    >
      <Loaded query={query} label="Loading the delivery">
        {(delivery) => <Delivery delivery={delivery} />}
      </Loaded>
    </Drawer>
  );
}

function Delivery({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { id, eventId, duplicateOf, receivedAt, method, size, remoteAddress, erasedAt, items, headers, body } =
    delivery;
  return (
    <Stack>
      <Facts
        facts={[
          ['Delivery', <code key="id">{id}</code>],
          ['Received', <Time key="at" at={receivedAt} />],
          ['Event id', eventId ?? 'None: it is never merged with another'],
          ['Duplicate of', duplicateOf ?? 'No'],
          ['From', remoteAddress],
          ['Request', erasedAt === null ? `${method}, ${bytesText(size)}` : method],
        ]}
      />
      <DeliveryActions delivery={delivery} />
      <div>
        <Text component="h3" fw={600} size="sm" mb={6}>
          Processing
        </Text>
        {items.length === 0 ? (
          <Text size="sm">No scenario was linked to the webhook when it came.</Text>
        ) : (
          items.map((item) => (
            <Stack key={item.scenarioId} gap={4} mb="sm">
              <Group gap="sm">
                <QueueStateBadge state={item.state} />
                <Text size="sm">
                  {item.attempts} {item.attempts === 1 ? 'attempt' : 'attempts'}, changed <Time at={item.updatedAt} />
                </Text>
                {item.executionId !== null && (
                  <Button component={Link} href={`/history/${item.executionId}`} size="compact-sm" variant="subtle">
                    Open run
                  </Button>
                )}
              </Group>
              {item.reason !== null && <Text size="sm">{item.reason}</Text>}
            </Stack>
          ))
        )}
      </div>
      {erasedAt === null ? (
        <>
          <div>
            <Text component="h3" fw={600} size="sm" mb={6}>
              Headers
            </Text>
            <HeaderTable name="Headers" headers={headerRows(headers)} />
          </div>
          <div>
            <Text component="h3" fw={600} size="sm" mb={6}>
              Raw body
            </Text>
            <HttpBody name="Raw body" body={body.content} onLoad={() => wholeBody(id)} />
          </div>
        </>
      ) : (
        <Text size="sm">
          Its content was erased <Time at={erasedAt} />, because the scenario is confidential. It cannot be replayed.
        </Text>
      )}
    </Stack>
  );
}

function DeliveryActions({ delivery: { id, items, erasedAt } }: { readonly delivery: DeliveryDetail }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [isCopying, setCopying] = useState(false);
  const replay = useMutation({
    mutationFn: () => actOnDeliveries('replay', [id]),
    onSuccess: (count) => announce(count === 0 ? 'Nothing was queued: it is being processed.' : 'Queued again.'),
    onError: (error) => announce(error.message),
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('deliver') }),
  });
  return (
    <Group gap="sm">
      {erasedAt === null && (
        <>
          <Button size="sm" loading={replay.isPending} disabled={items.length === 0} onClick={() => replay.mutate()}>
            Replay
          </Button>
          <Button size="sm" variant="default" onClick={() => setCopying(true)}>
            Replay to…
          </Button>
          {items[0] !== undefined && (
            <Button
              size="sm"
              variant="default"
              component={Link}
              href={`/scenarios/${items[0].scenarioId}?delivery=${id}`}
            >
              Use as sample
            </Button>
          )}
        </>
      )}
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <Button size="sm" variant="subtle" onClick={copy}>
            {copied ? 'Copied' : 'Copy id'}
          </Button>
        )}
      </CopyButton>
      {erasedAt === null && (
        <Button
          size="sm"
          variant="subtle"
          onClick={() => void wholeBody(id).then((text) => downloadText(`${id}.txt`, text, 'text/plain'))}
        >
          Download body
        </Button>
      )}
      {isCopying && <CopyToScenario deliveryId={id} onClose={() => setCopying(false)} />}
    </Group>
  );
}

function Facts({ facts }: { readonly facts: readonly (readonly [label: string, value: React.ReactNode])[] }) {
  return (
    <Table withRowBorders={false} verticalSpacing={4}>
      <Table.Tbody>
        {facts.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th scope="row" w={120}>
              {label}
            </Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function headerRows(headers: DeliveryDetail['headers']): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({
    name,
    value: Array.isArray(value) ? value.join(', ') : String(value),
  }));
}
