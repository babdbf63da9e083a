import { ActionIcon, Tabs } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEditor } from '../builder/editor.ts';
import { ProblemsPanel } from '../builder/problems-panel.tsx';
import { InspectorTab } from './inspector-tab.tsx';
import { LogTab } from './log-tab.tsx';
import { RequestsTab } from './requests-tab.tsx';
import { useRunControl } from './run-control.ts';
import type { TrayTab } from './run-control.ts';
import { TraySeparator } from './tray-separator.tsx';
import { useTrayHeight } from './tray-height.ts';
import classes from './tray.module.css';

/** Docked below the canvas: the bundles, requests and log of the run that is shown, and the problems of the scenario. */
export function Tray() {
  const { tray, openTray, closeTray } = useRunControl();
  const { problems } = useEditor();
  const [height, setHeight] = useTrayHeight();
  if (!tray.isOpen) return null;
  return (
    <section className={classes['tray']} aria-label="Run details" style={{ height }}>
      <TraySeparator height={height} onResize={setHeight} />
      <Tabs
        className={classes['tabs']}
        classNames={{ panel: classes['panel'] ?? '', list: classes['list'] ?? '' }}
        value={tray.tab}
        keepMounted={false}
        onChange={(tab) => openTray({ tab: (tab ?? 'inspector') as TrayTab })}
      >
        <Tabs.List>
          <Tabs.Tab value="inspector">Inspector</Tabs.Tab>
          <Tabs.Tab value="requests">Request/response</Tabs.Tab>
          <Tabs.Tab value="log">Log</Tabs.Tab>
          <Tabs.Tab value="problems">Problems ({problems.length})</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="inspector">
          <InspectorTab />
        </Tabs.Panel>
        <Tabs.Panel value="requests">
          <RequestsTab />
        </Tabs.Panel>
        <Tabs.Panel value="log">
          <LogTab />
        </Tabs.Panel>
        <Tabs.Panel value="problems">
          <ProblemsPanel />
        </Tabs.Panel>
      </Tabs>
      <ActionIcon
        className={classes['close']}
        variant="subtle"
        color="gray"
        aria-label="Close the run details"
        onClick={closeTray}
      >
        <IconX size={18} />
      </ActionIcon>
    </section>
  );
}
