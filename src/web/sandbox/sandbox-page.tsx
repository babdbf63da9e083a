import { Page } from '../ui/page.tsx';

/** Sandbox. */
export default function SandboxPage() {
  return <Page title="Sandbox">{null}</Page>;
}
