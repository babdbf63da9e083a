import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** Facts with their names, as a table. */
export function Facts({
  name,
  facts,
}: {
  readonly name: string;
  readonly facts: readonly (readonly [label: string, value: ReactNode])[];
}) {
  return (
    <Table aria-label={name} verticalSpacing="xs" maw={720} layout="fixed">
      <Table.Tbody>
        {facts.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th scope="row" w="45%">
              {label}
            </Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
