import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { appConstantsQuery, giveConstants } from '../api/app-constants.ts';
import type { AppConstants as Constants } from '../api/contract.ts';
import type { Values } from '../model/values.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { PlainFields, plainDefaults } from '../ui/plain-field.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { Trouble } from '../ui/trouble.tsx';

type InstallForm = Constants['forms'][number];

/** What an administrator gives an app before its first use, such as a client secret its author does not hand out. */
export function AppConstants({ app, label }: { readonly app: string; readonly label: string }) {
  const { data } = useQuery(appConstantsQuery(app));
  if (data === undefined || (data.forms.length === 0 && data.names.length === 0)) return null;
  const ofForms = new Set(data.forms.flatMap(({ gives }) => gives));
  const others = data.names.filter((name) => !ofForms.has(name));
  return (
    <section aria-label="Constants">
      <Title order={2} size="h4" mb="xs">
        Constants
      </Title>
      <Stack>
        <Text size="sm">
          What {label} needs once from an administrator. It is kept encrypted and is never shown again.
        </Text>
        {data.forms.map((form) => (
          <ConstantsForm key={form.connection} app={app} form={form} names={data.names} />
        ))}
        {others.length > 0 && (
          <Group>
            <Text size="sm">Given by name: {others.join(', ')}.</Text>
            <TakeAway app={app} what="those given by name" names={others} />
          </Group>
        )}
      </Stack>
    </section>
  );
}

/** The form of one connection. Nothing that was given comes back into it. */
function ConstantsForm({
  app,
  form: { connection, label, fields, gives },
  names,
}: {
  readonly app: string;
  readonly form: InstallForm;
  /** Constants that were given so far. */
  readonly names: readonly string[];
}) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const empty = plainDefaults(fields);
  const [values, setValues] = useState<Values>(empty);
  const given = gives.filter((name) => names.includes(name));
  const save = useMutation({
    mutationFn: () => giveConstants(app, { connection, values: filled(values) }),
    onSuccess: async (constants) => {
      client.setQueryData(appConstantsQuery(app).queryKey, constants);
      setValues(empty);
      announce(`The constants of ${label} are kept.`);
      await client.invalidateQueries({ queryKey: ['app-constants', app] });
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} aria-label={`Constants of ${label}`} noValidate>
      <Stack maw={480}>
        <Group gap="sm">
          <Text fw={600}>{label}</Text>
          <StatusBadge tone={given.length === 0 ? 'warn' : 'ok'}>
            {given.length === 0 ? 'Not set yet' : 'Set'}
          </StatusBadge>
        </Group>
        <Text size="sm">
          {given.length === 0
            ? 'Until it is filled in, the service may refuse every connection of this kind.'
            : `Given: ${given.join(', ')}. To replace them, fill in everything again.`}
        </Text>
        <PlainFields fields={fields} values={values} refusal={save.error} onChange={setValues} />
        {save.error !== null && <Trouble error={save.error} />}
        <Group>
          <Button type="submit" variant="default" loading={save.isPending}>
            {given.length === 0 ? 'Set' : 'Replace'}
          </Button>
          {given.length > 0 && <TakeAway app={app} what={`those of ${label}`} names={given} />}
        </Group>
      </Stack>
    </form>
  );
}

/** Takes constants away after a question: the values cannot be brought back. */
function TakeAway({
  app,
  what,
  names,
}: {
  readonly app: string;
  readonly what: string;
  readonly names: readonly string[];
}) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
        Take away
      </Button>
      {isAsking && (
        <Confirm
          title="Take these constants away?"
          action="Take away"
          isDangerous
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            const none = Object.fromEntries(names.map((name) => [name, null]));
            client.setQueryData(appConstantsQuery(app).queryKey, await giveConstants(app, { values: none }));
            announce('The constants were taken away.');
          }}
        >
          {`The app goes on with its own values in place of ${what}: ${names.join(', ')}.`}
        </Confirm>
      )}
    </>
  );
}

/** Without what was left empty: the server says what is needed. */
function filled(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined));
}
