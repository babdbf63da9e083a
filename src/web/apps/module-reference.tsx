import { Anchor, Badge, Group, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { moduleQuery } from '../api/apps.ts';
import type { ModuleDetail } from '../api/contract.ts';
import { JsonView } from '../ui/json-view.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { FieldTable } from './field-table.tsx';

const TYPES: Readonly<Record<ModuleDetail['moduleType'], string>> = {
  trigger: 'Trigger',
  instant_trigger: 'Instant trigger',
  action: 'Action',
  search: 'Search',
  universal: 'Universal',
  responder: 'Responder',
};

/** What a module takes and gives, from its manifest. */
export function ModuleReference({ app, module }: { readonly app: string; readonly module: string }) {
  const query = useQuery(moduleQuery(app, module));
  return (
    <Loaded query={query} label="Loading the module">
      {({ moduleType, connection, webhook, parameters, mappable, interface: output, samples }) => (
        <>
          <Group gap="sm">
            <Badge variant="default" size="lg">
              {TYPES[moduleType]}
            </Badge>
            {connection !== undefined && (
              <Anchor component={Link} href={`/apps/${app}`} size="sm">
                Connection: {connection}
              </Anchor>
            )}
            {webhook !== undefined && (
              <Anchor component={Link} href={`/apps/${app}`} size="sm">
                Webhook: {webhook}
              </Anchor>
            )}
          </Group>
          <Section title="Inputs">
            <FieldTable name="Inputs" fields={[...parameters, ...mappable]} empty="It takes no inputs." />
          </Section>
          <Section title="Output">
            <FieldTable name="Output" fields={output} empty="It does not say what its bundles look like." />
          </Section>
          {samples !== null && (
            <Section title="Example bundle">
              <JsonView name="Example bundle" value={samples} />
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </div>
  );
}
