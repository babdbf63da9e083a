import { Anchor, Button, Popover, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { connectionUsageQuery } from '../api/connections.ts';
import type { ConnectionUse } from '../api/connections.ts';
import type { ConnectionRow } from '../api/contract.ts';
import { counted } from '../model/aria-names.ts';
import { Loaded } from '../ui/loaded.tsx';

const PLACES: Readonly<Record<ConnectionUse['kind'], string>> = { scenario: '/scenarios', webhook: '/webhooks' };

/** How many scenarios and webhooks use a connection; which ones when asked. */
export function UsedBy({ connection: { id, name, usedBy } }: { readonly connection: ConnectionRow }) {
  const text = `${counted(usedBy.scenarios, 'scenario')}, ${counted(usedBy.webhooks, 'webhook')}`;
  if (usedBy.scenarios + usedBy.webhooks === 0) return <Text size="sm">Unused</Text>;
  return (
    <Popover position="bottom-start" withinPortal>
      <Popover.Target>
        <Button size="compact-sm" variant="subtle" aria-label={`${name} is used by ${text}`}>
          {text}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Uses id={id} />
      </Popover.Dropdown>
    </Popover>
  );
}

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
