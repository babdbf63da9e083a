import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** What a row is about: its name, and below it in small what tells it from others. */
export function NamedCell({
  name,
  detail,
  children,
}: {
  readonly name: string;
  readonly detail: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {detail}
      </Text>
      {children}
    </div>
  );
}
