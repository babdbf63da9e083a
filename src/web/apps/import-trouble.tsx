import { Button, Stack, Text } from '@mantine/core';
import { ApiError } from '../api/request.ts';
import { counted } from '../model/aria-names.ts';
import { Trouble } from '../ui/trouble.tsx';
import { FindingList, type FileFinding } from './finding-list.tsx';

/** Why an app was not imported: its findings, or what stands in the way; a taken name can be replaced on purpose. */
export function ImportTrouble({ error, onReplace }: { readonly error: unknown; readonly onReplace?: () => void }) {
  const findings = findingsOf(error);
  if (findings.length > 0) {
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    return (
      <Stack gap="xs">
        <Text role="alert" fw={600}>
          Not installed: {counted(errors, 'error')} in the files of the app.
        </Text>
        <FindingList name="Findings" findings={findings} />
      </Stack>
    );
  }
  const isTaken =
    error instanceof ApiError && error.problem?.errors?.some(({ code }) => code === 'APP_EXISTS') === true;
  if (error instanceof ApiError && !isTaken) return <Trouble error={error} />;
  return (
    <Stack gap="xs" align="flex-start">
      <Text role="alert" fw={600}>
        {error instanceof Error ? error.message : String(error)}
      </Text>
      {isTaken && (
        <>
          <Text size="sm">
            Its scenarios use the new modules from their next run on. Connections and webhooks stay.
          </Text>
          <Button variant="default" onClick={onReplace}>
            Replace the installed app
          </Button>
        </>
      )}
    </Stack>
  );
}

function findingsOf(error: unknown): readonly FileFinding[] {
  if (!(error instanceof ApiError) || error.code !== 'ManifestError') return [];
  return (error.problem?.errors ?? []).map(({ file = '', position, severity, code, detail, fix }) => {
    const { line, column } = position ?? { line: 1, column: 1 };
    return { file, line, column, severity, code, message: detail, fix };
  });
}
