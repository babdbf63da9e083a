import { Button, Group, Text } from '@mantine/core';

/** Below a list: how much of it is shown, and a button for more. */
export function ShowMore({
  shown,
  total,
  onMore,
}: {
  readonly shown: number;
  readonly total: number;
  readonly onMore: () => void;
}) {
  return (
    <Group justify="center" gap="md">
      <Text size="sm" c="dimmed">
        {shown < total
          ? `${shown.toLocaleString()} of ${total.toLocaleString()} shown`
          : `${total.toLocaleString()} in all`}
      </Text>
      {shown < total && (
        <Button variant="default" size="compact-md" onClick={onMore}>
          Load more
        </Button>
      )}
    </Group>
  );
}
