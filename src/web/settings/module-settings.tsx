/** Settings of a module. */
export default function ModuleSettings(_props: {
  readonly stepId: number;
  readonly tab: string | undefined;
  readonly field: string | undefined;
  readonly onClose: () => void;
}) {
  return null;
}
