import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { connectionUsageQuery } from '../api/connections.ts';
import type { ConnectionUse } from '../api/connections.ts';
import { Loaded } from '../ui/loaded.tsx';

const PLACES: Readonly<Record<ConnectionUse['kind'], string>> = { scenario: '/scenarios', webhook: '/webhooks' };

/** Links to everything that uses a connection. */
export function Uses({ id }: { readonly id: string }) {
  const query = useQuery(connectionUsageQuery(id));
  return (
    <Loaded query={query} label="Loading where it is used">
      {({ data }) => (
        <ul>
          {data.map(({ kind, id, name }) => (
            <li key={id}>
              <Anchor component={Link} href={`${PLACES[kind]}/${id}`} size="sm">
                {name}
              </Anchor>{' '}
              ({kind})
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
