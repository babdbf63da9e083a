import { Page } from '../ui/page.tsx';

/** Settings. */
export default function SettingsPage() {
  return <Page title="Settings">{null}</Page>;
}
