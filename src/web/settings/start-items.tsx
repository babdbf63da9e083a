import { Radio, ScrollArea, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { StartItem } from '../api/contract.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Time } from '../ui/time.tsx';

/** Items of the service, one of them to be chosen. */
export function StartItems({
  query,
  value,
  error,
  onChange,
}: {
  readonly query: UseQueryResult<readonly StartItem[]>;
  /** Id of the chosen one, as text. */
  readonly value: string | null;
  readonly error: string | undefined;
  readonly onChange: (id: string) => void;
}) {
  return (
    <Loaded query={query} label="Asking the service">
      {(items) =>
        items.length === 0 ? (
          <Text size="sm">The service lists nothing.</Text>
        ) : (
          <Radio.Group label="Item" value={value} error={error} onChange={onChange}>
            <ScrollArea.Autosize mah={280} mt="xs" type="auto">
              <Stack gap="xs" p={4}>
                {items.map(({ id, label, date }) => (
                  <Radio
                    key={String(id)}
                    value={String(id)}
                    label={label}
                    description={date === undefined ? undefined : <Time at={date} />}
                  />
                ))}
              </Stack>
            </ScrollArea.Autosize>
          </Radio.Group>
        )
      }
    </Loaded>
  );
}
