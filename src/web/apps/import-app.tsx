import { Button, FileButton, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { IconFileCode, IconFolderOpen } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { installApp } from '../api/apps.ts';
import type { InstalledApp } from '../api/contract.ts';
import type { GivenApp } from '../model/app-files.ts';
import { counted } from '../model/aria-names.ts';
import { useAnnounce } from '../shell/status.tsx';
import { ImportTrouble } from './import-trouble.tsx';
import { readAppBundle, readAppFolder, type ReadingProgress } from './read-app.ts';

/** Browsers then choose a folder in place of files. */
const CHOOSES_FOLDER = { webkitdirectory: '' };

/** What is to be imported, once it was read. */
interface Import {
  readonly app: GivenApp;
  readonly replace: boolean;
}

/** Takes an app from a folder or a file, shows how far it is, and every finding when it is refused. */
export default function ImportApp({ onClose }: { readonly onClose: () => void }) {
  const announce = useAnnounce();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [reading, setReading] = useState<ReadingProgress>();
  const [unread, setUnread] = useState<Error>();
  const install = useMutation({
    mutationFn: ({ app, replace }: Import) => installApp(app, replace),
    onSuccess: (app) => {
      announce(outcomeOf(app), { label: 'Open it', onAccept: () => navigate(`/apps/${app.name}`) });
      onClose();
      void client.invalidateQueries({ queryKey: ['apps'] });
    },
  });
  const take = async (read: () => Promise<GivenApp>): Promise<void> => {
    install.reset();
    setUnread(undefined);
    try {
      const app = await read();
      install.mutate({ app, replace: false });
    } catch (error) {
      setUnread(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setReading(undefined);
    }
  };
  const isBusy = reading !== undefined || install.isPending;
  const { variables } = install;
  return (
    <Modal opened onClose={onClose} title="Import app" size="lg">
      <Stack>
        <Text size="sm">
          Choose the folder of the app, a zip archive of it, or a .json file that holds all its files. Apps made for
          Make load as they are. It is checked first: with an error in it nothing is installed, except that an app made
          for Make goes without the parts that cannot be used.
        </Text>
        <Group>
          <FileButton
            multiple
            disabled={isBusy}
            inputProps={{ ...CHOOSES_FOLDER, multiple: true }}
            onChange={(chosen) => {
              if (chosen.length > 0) void take(() => readAppFolder(chosen, setReading));
            }}
          >
            {(props) => (
              <Button leftSection={<IconFolderOpen size={16} aria-hidden />} disabled={isBusy} {...props}>
                Choose a folder
              </Button>
            )}
          </FileButton>
          <FileButton
            accept="application/json,.json,application/zip,.zip"
            disabled={isBusy}
            onChange={(file) => {
              if (file !== null) void take(() => readAppBundle(file));
            }}
          >
            {(props) => (
              <Button
                variant="default"
                leftSection={<IconFileCode size={16} aria-hidden />}
                disabled={isBusy}
                {...props}
              >
                Choose a file
              </Button>
            )}
          </FileButton>
        </Group>
        {isBusy && <Working reading={reading} />}
        {!isBusy && (unread ?? install.error) !== null && (
          <ImportTrouble
            error={unread ?? install.error}
            {...(variables !== undefined && {
              onReplace: () => install.mutate({ app: variables.app, replace: true }),
            })}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Working({ reading }: { readonly reading: ReadingProgress | undefined }) {
  const says =
    reading === undefined
      ? 'Checking on the server'
      : `Reading ${counted(reading.total, 'file')}: ${reading.done} done`;
  return (
    <div>
      <Text size="sm" role="status">
        {says}
      </Text>
      <Progress
        mt={6}
        aria-label="Import"
        animated={reading === undefined}
        value={reading === undefined ? 100 : (100 * reading.done) / reading.total}
      />
    </div>
  );
}

function outcomeOf({ label, version, modules, findings, leftOut }: InstalledApp): string {
  const left = leftOut.length === 0 ? '' : ` ${counted(leftOut.length, 'part')} left out, listed on its page.`;
  // What was not read is not kept, so that the page of the app cannot tell of it later.
  const unread = findings.find(({ code }) => code === 'UNREAD_FILES');
  const count = findings.filter((one) => one.severity === 'warning' && one !== unread).length;
  const warnings = count === 0 ? '' : ` ${counted(count, 'warning')}, listed on its page.`;
  const apart = unread === undefined ? '' : ` ${unread.message}`;
  return `${label} ${version}: ${counted(modules, 'module')} loaded.${left}${warnings}${apart}`;
}
