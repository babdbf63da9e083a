import { Title } from '@mantine/core';
import type { AppDetail } from '../api/contract.ts';
import { FieldTable } from './field-table.tsx';

/** The connections, webhooks and RPCs of an app. */
export function PartsReference({ app }: { readonly app: AppDetail }) {
  const groups = [
    { title: 'Connection', parts: app.connections, empty: 'Nothing has to be filled in.' },
    { title: 'Webhook', parts: app.webhooks, empty: 'Nothing has to be filled in.' },
    { title: 'RPC', parts: app.rpcs, empty: 'It takes no inputs.' },
  ];
  return groups.flatMap(({ title, parts, empty }) =>
    parts.map(({ name, label, fields }) => (
      <div key={title + name}>
        <Title order={2} size="h4" mb="xs">
          {title}: {label}
        </Title>
        <FieldTable name={`Fields of ${label}, ${title.toLowerCase()} ${name}`} fields={fields} empty={empty} />
      </div>
    )),
  );
}
