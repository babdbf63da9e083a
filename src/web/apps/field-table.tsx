import { Table, Text } from '@mantine/core';
import { textOf } from '../model/text-of.ts';
import { isValues } from '../model/values.ts';
import type { Values } from '../model/values.ts';
import classes from './apps.module.css';

interface Row {
  readonly path: string;
  readonly depth: number;
  readonly field: Values;
}

/** Fields, nested ones below their own, as the manifest declares them. Names in bold are required. */
export function FieldTable({
  name,
  fields,
  empty,
}: {
  readonly name: string;
  readonly fields: readonly Values[];
  readonly empty: string;
}) {
  const rows = rowsOf(fields, '', 0);
  if (rows.length === 0) return <Text size="sm">{empty}</Text>;
  return (
    <div className={classes['scroll']} role="region" aria-label={name} tabIndex={0}>
      <Table aria-label={name} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Label</Table.Th>
            <Table.Th scope="col">Name</Table.Th>
            <Table.Th scope="col">Type</Table.Th>
            <Table.Th scope="col">Meaning</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ path, depth, field }) => (
            <Table.Tr key={path}>
              <Table.Td style={{ paddingLeft: 10 + depth * 18 }}>
                <span className={field['required'] === true ? classes['required'] : undefined}>
                  {textOf(field['label']) || textOf(field['name'])}
                </span>
                {field['required'] === true && (
                  <Text span size="xs" c="dimmed">
                    {' '}
                    required
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <code>{textOf(field['name'])}</code>
              </Table.Td>
              <Table.Td>{textOf(field['type'])}</Table.Td>
              <Table.Td>{textOf(field['help'])}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function rowsOf(fields: readonly unknown[], above: string, depth: number): readonly Row[] {
  return fields.filter(isValues).flatMap((field, index) => {
    const path = `${above}/${index}:${textOf(field['name'])}`;
    return [{ path, depth, field }, ...rowsOf(membersOf(field), path, depth + 1)];
  });
}

/** Fields inside a collection, or inside the elements of an array. */
function membersOf(field: Values): readonly unknown[] {
  const spec: unknown = field['spec'];
  if (Array.isArray(spec)) return spec;
  const inner: unknown = isValues(spec) ? spec['spec'] : undefined;
  return Array.isArray(inner) ? inner : [];
}
