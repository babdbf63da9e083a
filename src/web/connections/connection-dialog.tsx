import { Modal, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { appQuery, appsQuery } from '../api/apps.ts';
import type { Connection } from '../api/contract.ts';
import { Loaded } from '../ui/loaded.tsx';
import { ConnectionForm } from './connection-form.tsx';

/** What the dialog is for: a new connection of an app, or one that exists. */
export interface ConnectionDialogProps {
  readonly app: string;
  /** The connection component; chosen by the person when left out. */
  readonly component?: string;
  /** Edited when given: secrets that are left empty stay as they are. */
  readonly connection?: Connection;
  readonly onDone: (connection: Connection) => void;
  readonly onClose: () => void;
}

/** Asks for what a connection needs, has the service accept it, and only then saves it. */
export default function ConnectionDialog(props: ConnectionDialogProps) {
  const { connection, component, onClose } = props;
  const [app, setApp] = useState(props.app);
  const [kind, setKind] = useState(connection?.connection ?? component);
  const [isChosen, setChosen] = useState(false);
  const query = useQuery(appQuery(app));
  const isNew = connection === undefined && component === undefined;
  const title = connection === undefined ? 'Create a connection' : `Edit ${connection.name}`;
  const choose = (change: () => void): void => {
    change();
    setChosen(true);
  };
  return (
    <Modal opened onClose={onClose} title={title} size="md">
      <Stack>
        {isNew && (
          <AppChoice
            app={app}
            onChoose={(next) =>
              choose(() => {
                setApp(next);
                setKind(undefined);
              })
            }
          />
        )}
        <Loaded query={query} label="Loading the fields of the connection">
          {({ label, connections }) => {
            const found = connections.find(({ name }) => kind === undefined || name === kind);
            if (found === undefined) return <Text>{label} needs no connection.</Text>;
            return (
              <Stack>
                {isNew && connections.length > 1 && (
                  <Select
                    label="Kind of connection"
                    data={connections.map((one) => ({ value: one.name, label: one.label }))}
                    value={found.name}
                    allowDeselect={false}
                    onChange={(next) => choose(() => setKind(next ?? undefined))}
                  />
                )}
                <ConnectionForm
                  {...props}
                  key={`${app} ${found.name}`}
                  app={app}
                  appLabel={label}
                  component={found}
                  takesFocus={!isChosen}
                />
              </Stack>
            );
          }}
        </Loaded>
      </Stack>
    </Modal>
  );
}

/** Which app the connection is for, where there are several. */
function AppChoice({ app, onChoose }: { readonly app: string; readonly onChoose: (app: string) => void }) {
  const apps = useQuery(appsQuery());
  if (apps.data === undefined || apps.data.length < 2) return null;
  return (
    <Select
      label="App"
      data={apps.data.map(({ name, label }) => ({ value: name, label }))}
      value={app}
      allowDeselect={false}
      onChange={(next) => next !== null && onChoose(next)}
    />
  );
}
