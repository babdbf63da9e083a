import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { instancesQuery } from '../../api/outbound.ts';
import type { InstanceId } from '../../api/outbound.ts';

/** The instance in the address of the page; the first one by default. */
export function useInstance(): InstanceId {
  const [search] = useSearchParams();
  return search.get('instance') ?? undefined;
}

/** Chooses between the instances: each has settings, contacts and texts of its own. */
export function InstanceSelect() {
  const { data: instances = [] } = useQuery(instancesQuery());
  const [search, setSearch] = useSearchParams();
  const first = instances[0]?.id ?? null;
  return (
    <Select
      aria-label="Instance"
      w={180}
      allowDeselect={false}
      data={instances.map(({ id, name }) => ({ value: id, label: name }))}
      value={search.get('instance') ?? first}
      onChange={(id) =>
        setSearch((before) => {
          before.set('instance', id ?? '');
          return before;
        })
      }
    />
  );
}
