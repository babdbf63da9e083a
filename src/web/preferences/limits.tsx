import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { serverQuery } from '../api/server.ts';
import { counted } from '../model/aria-names.ts';
import { bytesText } from '../model/json-tree.ts';
import { Loaded } from '../ui/loaded.tsx';
import { duration } from '../ui/time.tsx';
import { Facts } from './facts.tsx';

/** How long things are kept, and how large they may be. */
export function Limits() {
  const query = useQuery(serverQuery());
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        Set by the settings of the server when it starts. A scenario can be marked as confidential in its own settings:
        then what it processed is not kept at all.
      </Text>
      <Loaded query={query} label="Loading the limits">
        {({ retention, limits }) => (
          <Facts
            name="Retention and limits"
            facts={[
              ['Runs are kept', counted(retention.executionDays, 'day')],
              ['Finished deliveries are kept', counted(retention.deliveryDays, 'day')],
              ['Time for one HTTP exchange', duration(limits.deadlineMs)],
              ['Deliveries that may wait per webhook', limits.queueLimit.toLocaleString('en')],
              ['Largest delivery', bytesText(limits.webhookBodyBytes)],
              ['Largest blueprint', bytesText(limits.blueprintBytes)],
            ]}
          />
        )}
      </Loaded>
    </Stack>
  );
}
