import { Button, Menu } from '@mantine/core';
import {
  IconBroadcast,
  IconChevronDown,
  IconFileText,
  IconHistory,
  IconInbox,
  IconPlayerPlay,
  IconRepeat,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useEditor } from '../builder/editor.ts';
import { hasCut } from '../model/json-tree.ts';
import { isShortened } from '../model/shortened.ts';
import { isValues } from '../model/values.ts';
import { useRunControl } from './run-control.ts';
import { useIsInstant } from './start-run.ts';
import type { RunStart } from './start-run.ts';
import { StoredDeliveries } from './stored-deliveries.tsx';

/** The other things a run by hand can start with. */
export function RunMenu({ onStart }: { readonly onStart: (start: RunStart) => void }) {
  const { scenario } = useEditor();
  const [isChoosing, setChoosing] = useState(false);
  const isInstant = useIsInstant();
  const shown = useShownBundle();
  return (
    <>
      <Menu position="top-start">
        <Menu.Target>
          <Button px={8} aria-label="More ways to run">
            <IconChevronDown size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {isInstant ? (
            <>
              <Menu.Item
                leftSection={<IconBroadcast size={16} aria-hidden />}
                onClick={() => onStart({ type: 'wait' })}
              >
                Wait for a new delivery
              </Menu.Item>
              <Menu.Item leftSection={<IconInbox size={16} aria-hidden />} onClick={() => setChoosing(true)}>
                Use a stored delivery…
              </Menu.Item>
            </>
          ) : (
            <Menu.Item
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              onClick={() => onStart({ type: 'trigger' })}
            >
              Run from the first module
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconFileText size={16} aria-hidden />} onClick={() => onStart({ type: 'sample' })}>
            Use the sample bundle
          </Menu.Item>
          <Menu.Item leftSection={<IconRepeat size={16} aria-hidden />} onClick={() => onStart({ type: 'last' })}>
            Replay the last run’s bundle
          </Menu.Item>
          {shown !== undefined && (
            <Menu.Item
              leftSection={<IconHistory size={16} aria-hidden />}
              onClick={() => onStart({ type: 'bundle', bundle: shown })}
            >
              Use the bundle of the run that is shown
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isChoosing && (
        <StoredDeliveries
          hookId={scenario.hookId}
          onChoose={(deliveryId) => {
            setChoosing(false);
            onStart({ type: 'delivery', deliveryId } as RunStart);
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}

/** What the run that is shown began with, if all of it is known. */
function useShownBundle(): Record<string, unknown> | undefined {
  const { operations } = useRunControl();
  const bundle = operations.find(({ key }) => !key.includes(':'))?.outputs[0];
  return isValues(bundle) && !hasCut(bundle) && !isShortened(bundle) ? bundle : undefined;
}
