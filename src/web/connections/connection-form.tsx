import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { SubmitEvent } from 'react';
import { beginAuthorization, repeatAuthorization } from '../api/authorizations.ts';
import { createConnection, updateConnection } from '../api/connections.ts';
import type { AppDetail, Connection } from '../api/contract.ts';
import { sandboxInfoQuery } from '../api/sandbox.ts';
import { textOf } from '../model/text-of.ts';
import type { Values } from '../model/values.ts';
import { SetupFields } from '../settings/setup-fields.tsx';
import { useAnnounce } from '../shell/status.tsx';
import { fieldProblem } from '../ui/plain-field.tsx';
import { AuthorizationWait } from './authorization-wait.tsx';
import type { ConnectionDialogProps } from './connection-dialog.tsx';
import { ConnectionRefusal } from './connection-refusal.tsx';
import { NotSetUp } from './not-set-up.tsx';
import { useAuthorization } from './use-authorization.ts';

/** Milliseconds the service may take before people are told. */
const PATIENCE_MS = 10_000;

/** The form of a connection, new or there already; with OAuth the service then asks on a page of its own. */
export function ConnectionForm({
  app,
  component: { name: kind, fields, authorization: how },
  connection,
  appLabel,
  takesFocus,
  onDone,
  onClose,
}: Omit<ConnectionDialogProps, 'component'> & {
  readonly component: AppDetail['connections'][number];
  readonly appLabel: string;
  /** Whether the first field gets the focus. */
  readonly takesFocus: boolean;
}) {
  const announce = useAnnounce();
  const client = useQueryClient();
  const sandbox = useQuery(sandboxInfoQuery());
  const [name, setName] = useState(connection?.name ?? `My ${appLabel} connection`);
  const [values, setValues] = useState<Values>(connection?.values ?? {});
  const abort = useRef<AbortController>(undefined);
  const finish = (saved: Connection): void => {
    void client.invalidateQueries({ queryKey: ['connections'] });
    announce(`Connected to ${saved.account ?? saved.name}.`);
    onDone(saved);
    onClose();
  };
  const authorization = useAuthorization(finish);
  const signalNow = (): AbortSignal => {
    abort.current = new AbortController();
    return AbortSignal.any([abort.current.signal, AbortSignal.timeout(PATIENCE_MS)]);
  };
  const save = useMutation({
    mutationFn: ({ given, force }: { given: Values; force: boolean }) => {
      const change = { name, values: typed(given), ...(force && { force }) };
      return connection === undefined
        ? createConnection({ app, connection: kind, ...change }, signalNow())
        : updateConnection(connection.id, connection.version, change);
    },
    onSuccess: finish,
  });
  const authorize = useMutation({
    mutationFn: () => {
      const change = { name, values: typed(values) };
      return authorization.begin(() =>
        connection === undefined
          ? beginAuthorization({ app, connection: kind, ...change }, signalNow())
          : repeatAuthorization(connection, change, signalNow()),
      );
    },
  });
  const isPending = save.isPending || authorize.isPending;
  const error = save.error ?? authorize.error;
  // The fields come after the dialog has given its first button the focus.
  const firstField = useRef<HTMLInputElement>(null);
  const [focusFirst] = useState(takesFocus);
  useEffect(() => {
    if (focusFirst) firstField.current?.focus();
  }, [focusFirst]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (how === 'browser') authorize.mutate();
    else save.mutate({ given: values, force: false });
  };
  const useSandbox = (token: string): void => {
    const secret = fields.find((field) => field['type'] === 'password');
    setValues((old) => ({ ...old, ...(secret && { [textOf(secret['name'])]: token }), sandbox: true }));
  };
  const offersSandbox = sandbox.data !== undefined && fields.some((field) => field['name'] === 'sandbox');

  if (authorization.current !== undefined) return <AuthorizationWait authorization={authorization} app={appLabel} />;
  return (
    <form onSubmit={submit}>
      <Stack>
        <NotSetUp app={app} kind={kind} label={appLabel} />
        <TextInput
          label="Connection name"
          required
          ref={firstField}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ConnectionFields
          app={app}
          connection={connection}
          fields={fields}
          values={values}
          error={error}
          onChange={setValues}
        />
        {offersSandbox && (
          <Button variant="light" onClick={() => useSandbox(sandbox.data.token)}>
            Use the built-in sandbox
          </Button>
        )}
        {error !== null && (
          <ConnectionRefusal
            error={error}
            mayForce={how === 'form'}
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
          <div role="status">{isPending && <Text size="sm">Asking {appLabel}…</Text>}</div>
          <Group>
            <Button
              variant="default"
              onClick={() => {
                if (isPending) abort.current?.abort();
                else onClose();
              }}
            >
              Cancel
            </Button>
            <Button type="submit" disabled={isPending}>
              Continue
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

/** The fields of the app. What its sandbox flag is about is said below them. */
function ConnectionFields({
  connection,
  error,
  ...rest
}: Pick<Parameters<typeof SetupFields>[0], 'app' | 'fields' | 'values' | 'onChange'> & {
  readonly connection: Connection | undefined;
  readonly error: Error | null;
}) {
  return (
    <SetupFields
      {...rest}
      idPrefix="connection"
      connectionId={connection?.id}
      problemOf={(path) => (path === 'sandbox' ? undefined : fieldProblem(error, path))}
      storedOf={(field) => connection?.secrets[field]}
    />
  );
}

/** Without what was left empty: a secret that is not typed again stays. */
function typed(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined));
}
