import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { dataStoreUsageQuery } from '../api/data-stores.ts';
import { Loaded } from '../ui/loaded.tsx';

/** Links to the scenarios that use a data store. */
export function DataStoreUses({ id }: { readonly id: string }) {
  const query = useQuery(dataStoreUsageQuery(id));
  return (
    <Loaded query={query} label="Loading where it is used">
      {({ data }) => (
        <ul>
          {data.map(({ id, name }) => (
            <li key={id}>
              <Anchor component={Link} href={`/scenarios/${id}`} size="sm">
                {name}
              </Anchor>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
