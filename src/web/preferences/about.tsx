import { Anchor, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { serverQuery } from '../api/server.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Time } from '../ui/time.tsx';
import { Facts } from './facts.tsx';

/** What runs here, and what to send along with a question. */
export function About() {
  const query = useQuery(serverQuery());
  return (
    <Loaded query={query} label="Loading the version">
      {(server) => (
        <Stack>
          <Facts
            name="About"
            facts={[
              ['Sonar Connect', server.version],
              ['Node.js', server.node],
              ['Running since', <Time key="since" at={server.startedAt} />],
              ['Time zone', server.timezone],
              ['Store', 'SQLite'],
              ['Built-in sandbox', server.sandbox === null ? 'Off' : server.sandbox.url],
            ]}
          />
          <Group>
            <CopyButton value={JSON.stringify({ ...server, browser: navigator.userAgent }, null, 2)}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? 'Copied' : 'Copy diagnostics'}
                </Button>
              )}
            </CopyButton>
            <Anchor href="/openapi.json" size="sm">
              Description of the API
            </Anchor>
            <Anchor href="/metrics" size="sm">
              Metrics
            </Anchor>
          </Group>
          <Text size="sm" c="dimmed">
            MIT licence. Not affiliated with Make, Ibexa or Sonar. Nothing is sent anywhere but to the services your
            scenarios use.
          </Text>
        </Stack>
      )}
    </Loaded>
  );
}
