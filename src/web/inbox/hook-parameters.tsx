import { Button, Group, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { appQuery } from '../api/apps.ts';
import type { Hook, HookUpdate } from '../api/contract.ts';
import { isValues } from '../model/values.ts';
import type { Values } from '../model/values.ts';
import { SetupFields } from '../settings/setup-fields.tsx';
import { fieldProblem } from '../ui/plain-field.tsx';
import { fieldsBesidesName } from './webhook-fields.ts';

/** What the service was told when the webhook was registered; it is told anew when that changes. */
export function HookParameters({
  hook,
  refusal,
  onSave,
}: {
  readonly hook: Hook;
  readonly refusal: Error | null;
  readonly onSave: (change: HookUpdate, onSaved: () => void) => void;
}) {
  const app = useQuery(appQuery(hook.app));
  const [typed, setTyped] = useState<Values>();
  const component = app.data?.webhooks.find(({ name }) => name === hook.webhook);
  const fields = fieldsBesidesName(component?.fields ?? []);
  if (component === undefined || fields.length === 0) return null;
  const values = typed ?? (isValues(hook.parameters) ? hook.parameters : {});
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ parameters: values }, () => setTyped(undefined));
      }}
    >
      <Stack>
        <Title order={2} size="h4">
          {component.label}
        </Title>
        <SetupFields
          idPrefix={`hook-${hook.id}`}
          app={hook.app}
          connectionId={hook.connectionId ?? undefined}
          fields={fields}
          values={values}
          problemOf={(path) => fieldProblem(refusal, path)}
          onChange={setTyped}
        />
        <Group>
          <Button type="submit" variant="default">
            Register with these
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
