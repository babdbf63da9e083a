import {
  IconApps,
  IconDatabase,
  IconFlask,
  IconHistory,
  IconKey,
  IconRoute,
  IconSettings,
  IconWebhook,
} from '@tabler/icons-react';

/** The sections of the page, in the order of the rail. */
export const SECTIONS = [
  { path: '/scenarios', label: 'Scenarios', icon: IconRoute },
  { path: '/connections', label: 'Connections', icon: IconKey },
  { path: '/webhooks', label: 'Webhooks', icon: IconWebhook },
  { path: '/data-stores', label: 'Data stores', icon: IconDatabase },
  { path: '/apps', label: 'Apps', icon: IconApps },
  { path: '/sandbox', label: 'Sandbox', icon: IconFlask },
  { path: '/history', label: 'History', icon: IconHistory },
  { path: '/settings', label: 'Settings', icon: IconSettings },
] as const;
