import type { SettingsTab } from '../builder/editor.ts';

/** Which settings are open, and what to do when they are closed. */
export interface ModuleSettingsProps {
  readonly stepId: number;
  readonly tab: SettingsTab | undefined;
  /** Where in the module people were sent to, for example `mapper.text`. */
  readonly field: string | undefined;
  readonly onClose: () => void;
}
