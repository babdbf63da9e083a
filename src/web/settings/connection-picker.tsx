import { Button, Group, Select, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { connectionsQuery, testConnection } from '../api/connections.ts';
import type { ConnectionTest } from '../api/contract.ts';
import { type Editor, useEditor } from '../builder/editor.ts';
import type { Step } from '../model/blueprint.ts';
import { connectionOf, hookOf, setConnection, setHook } from '../model/step-settings.ts';
import { explain } from '../ui/trouble.tsx';
import { atStep } from './at-step.ts';
import { partsOfName } from './module-forms.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import classes from './field-frame.module.css';

const ConnectionDialog = lazyPart(() => import('../connections/connection-dialog.tsx'));

/** Chooses the connection of a module, makes a new one, and asks the service whether it holds. */
export function ConnectionPicker({
  step,
  component,
  id,
  showsProblem,
}: {
  readonly step: Step;
  /** The connection component the module needs. */
  readonly component: string;
  readonly id: string;
  readonly showsProblem: boolean;
}) {
  const editor = useEditor();
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const test = useMutation({ mutationFn: testConnection });
  const { app } = partsOfName(step.module);
  const chosen = connectionOf(step);
  const suited = suitedConnections(editor, step, component);
  const isGone = chosen !== undefined && suited.every((one) => one.id !== chosen);
  const choose = (connection: string | undefined): void => {
    test.reset();
    editor.apply(
      atStep(step.id, (blueprint, path) => {
        const connected = setConnection(blueprint, path, connection);
        // A webhook belongs to the connection it was made for.
        return hookOf(step) === undefined || connection === chosen ? connected : setHook(connected, path, undefined);
      }),
      { label: 'Choose the connection' },
    );
  };
  const problem = isGone
    ? 'This connection is not there any more. Choose another one.'
    : chosen === undefined && showsProblem
      ? 'Choose a connection, or add one.'
      : undefined;
  return (
    <div className={classes['field']}>
      <label htmlFor={id} id={`${id}-label`} className={classes['label']} data-required>
        Connection
      </label>
      <Group gap={6} wrap="nowrap">
        <Select
          id={id}
          flex={1}
          aria-label="Connection"
          aria-labelledby={`${id}-label`}
          aria-required
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          error={problem !== undefined}
          placeholder={suited.length === 0 ? 'There is none yet' : 'Choose…'}
          data={[
            ...suited.map((one) => ({ value: one.id, label: one.name })),
            ...(isGone ? [{ value: chosen, label: 'A connection that is gone' }] : []),
          ]}
          value={chosen ?? null}
          allowDeselect={false}
          onChange={(value) => choose(value ?? undefined)}
        />
        <Button variant="default" onClick={() => setAdding(true)}>
          Add
        </Button>
        <Button
          variant="default"
          disabled={chosen === undefined || isGone}
          loading={test.isPending}
          onClick={() => chosen !== undefined && test.mutate(chosen)}
        >
          Test
        </Button>
      </Group>
      {problem !== undefined && (
        <p id={`${id}-problem`} className={classes['problem']}>
          {problem}
        </p>
      )}
      <div role="status" aria-label="Test of the connection">
        <TestResult result={test.data} error={test.error} />
      </div>
      {isAdding && (
        <Suspense fallback={null}>
          <ConnectionDialog
            app={app}
            component={component}
            onDone={(connection) => {
              // Known at once: until the list is read again, the choice would look like one that is gone.
              client.setQueryData(connectionsQuery().queryKey, (known = []) => [
                ...known,
                { ...connection, usedBy: { scenarios: 0, webhooks: 0 } },
              ]);
              choose(connection.id);
            }}
            onClose={() => setAdding(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Connections of the kind the module needs, or of the other kind it takes. */
function suitedConnections({ catalogue, connections }: Editor, { module }: Step, component: string) {
  const kinds = new Set([component, catalogue.find(module)?.altConnection]);
  const { app } = partsOfName(module);
  return connections.filter((one) => one.app === app && kinds.has(one.connection));
}

function TestResult({ result, error }: { readonly result: ConnectionTest | undefined; readonly error: Error | null }) {
  if (error !== null) return <Refused {...explain(error)} />;
  if (result === undefined) return null;
  if (result.error !== null) return <Refused message={result.error.detail} fix={result.error.fix} />;
  return (
    <Text size="sm" c="var(--sc-ok)">
      Connected to {result.connection.account ?? result.connection.name}.
    </Text>
  );
}

function Refused({ message, fix }: { readonly message: string; readonly fix: string }) {
  return (
    <Text size="sm" c="var(--sc-danger)">
      {message} {fix}
    </Text>
  );
}
