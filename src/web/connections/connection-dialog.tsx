import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { SubmitEvent } from 'react';
import { appQuery } from '../api/apps.ts';
import { createConnection, updateConnection } from '../api/connections.ts';
import type { Connection } from '../api/contract.ts';
import { ApiError } from '../api/request.ts';
import { sandboxInfoQuery } from '../api/sandbox.ts';
import { textOf } from '../model/text-of.ts';
import type { Values } from '../model/values.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ConnectionField } from './connection-field.tsx';
import { ConnectionRefusal } from './connection-refusal.tsx';

/** What the dialog is for: a new connection of an app, or one that exists. */
export interface ConnectionDialogProps {
  readonly app: string;
  /** The connection component; the only one of the app when left out. */
  readonly component?: string;
  /** Edited when given: secrets that are left empty stay as they are. */
  readonly connection?: Connection;
  readonly onDone: (connection: Connection) => void;
  readonly onClose: () => void;
}

/** Milliseconds the service may take before people are told. */
const PATIENCE_MS = 10_000;

/** Asks for what a connection needs, has the service accept it, and only then saves it. */
export default function ConnectionDialog(props: ConnectionDialogProps) {
  const { app, connection, component, onClose } = props;
  const query = useQuery(appQuery(app));
  const title = connection === undefined ? 'Create a connection' : `Edit ${connection.name}`;
  return (
    <Modal opened onClose={onClose} title={title} size="md">
      <Loaded query={query} label="Loading the fields of the connection">
        {({ label, connections }) => {
          const wanted = connection?.connection ?? component;
          const found = connections.find(({ name }) => wanted === undefined || name === wanted);
          if (found === undefined) return <Text>{label} needs no connection.</Text>;
          return <ConnectionForm {...props} appLabel={label} component={found.name} fields={found.fields} />;
        }}
      </Loaded>
    </Modal>
  );
}

function ConnectionForm({
  app,
  component,
  connection,
  appLabel,
  fields,
  onDone,
  onClose,
}: ConnectionDialogProps & {
  readonly component: string;
  readonly appLabel: string;
  readonly fields: readonly Values[];
}) {
  const announce = useAnnounce();
  const client = useQueryClient();
  const sandbox = useQuery(sandboxInfoQuery());
  const [name, setName] = useState(connection?.name ?? `My ${appLabel} connection`);
  const [values, setValues] = useState<Values>(connection?.values ?? {});
  const abort = useRef<AbortController>(undefined);
  const save = useMutation({
    mutationFn: ({ given, force }: { given: Values; force: boolean }) => {
      abort.current = new AbortController();
      const signal = AbortSignal.any([abort.current.signal, AbortSignal.timeout(PATIENCE_MS)]);
      const change = { name, values: typed(given), ...(force && { force }) };
      return connection === undefined
        ? createConnection({ app, connection: component, ...change }, signal)
        : updateConnection(connection.id, connection.version, change);
    },
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: ['connections'] });
      announce(`Connected to ${saved.account ?? saved.name}.`);
      onDone(saved);
      onClose();
    },
  });
  // The fields come after the dialog has given its first button the focus.
  const firstField = useRef<HTMLInputElement>(null);
  useEffect(() => firstField.current?.focus(), []);
  const set = (field: string, value: unknown): void => setValues((old) => ({ ...old, [field]: value }));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    save.mutate({ given: values, force: false });
  };
  const useSandbox = (token: string): void => {
    const secret = fields.find((field) => field['type'] === 'password');
    setValues((old) => ({ ...old, ...(secret && { [textOf(secret['name'])]: token }), sandbox: true }));
  };
  const offersSandbox = sandbox.data !== undefined && fields.some((field) => field['name'] === 'sandbox');

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Connection name"
          required
          ref={firstField}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {fields.map((field) => (
          <ConnectionField
            key={textOf(field['name'])}
            field={field}
            value={values[textOf(field['name'])]}
            stored={connection?.secrets[textOf(field['name'])]}
            error={problemOf(save.error, textOf(field['name']))}
            onChange={(value) => set(textOf(field['name']), value)}
          />
        ))}
        {offersSandbox && (
          <Button variant="light" onClick={() => useSandbox(sandbox.data.token)}>
            Use the built-in sandbox
          </Button>
        )}
        {save.error !== null && (
          <ConnectionRefusal
            error={save.error}
            app={appLabel}
            onUseSandbox={() => {
              const given = { ...values, sandbox: true };
              setValues(given);
              save.mutate({ given, force: false });
            }}
            onForce={() => save.mutate({ given: values, force: true })}
          />
        )}
        <Group justify="space-between">
          <div role="status">{save.isPending && <Text size="sm">Asking {appLabel}…</Text>}</div>
          <Group>
            <Button
              variant="default"
              onClick={() => {
                if (save.isPending) abort.current?.abort();
                else onClose();
              }}
            >
              Cancel
            </Button>
            <Button type="submit" disabled={save.isPending}>
              Continue
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

/** Without what was left empty: a secret that is not typed again stays. */
function typed(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined));
}

/** What the server found wrong with one field. */
function problemOf(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError) || field === 'sandbox') return undefined;
  return error.problem?.errors?.find(({ pointer }) => pointer === `/${field}` || pointer === `/values/${field}`)
    ?.detail;
}
