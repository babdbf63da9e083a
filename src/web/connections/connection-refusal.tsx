import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiError } from '../api/request.ts';

/** Why a connection was not accepted, and the ways on. */
export function ConnectionRefusal({
  error,
  app,
  mayForce: canForce,
  onUseSandbox,
  onForce,
}: {
  readonly error: Error;
  /** Label of the app that was asked. */
  readonly app: string;
  /** Whether such a connection can be saved without the service. */
  readonly mayForce: boolean;
  readonly onUseSandbox: () => void;
  readonly onForce: () => void;
}) {
  const { title, text } = reasonOf(error, app);
  const isOtherEnvironment =
    error instanceof ApiError && error.problem?.errors?.some(({ code }) => code === 'OTHER_ENVIRONMENT') === true;
  // What the service or the network refused may be right later; a form that is incomplete is not.
  const mayForce = canForce && error instanceof ApiError && (error.status === 401 || error.status >= 500);
  return (
    <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />} title={title}>
      <Text size="sm">{text}</Text>
      <Group mt="sm" gap="sm">
        {isOtherEnvironment && (
          <Button size="compact-sm" onClick={onUseSandbox}>
            Select Sandbox and continue
          </Button>
        )}
        {mayForce && (
          <Button size="compact-sm" variant="default" onClick={onForce}>
            Save anyway
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function reasonOf(error: Error, app: string): { readonly title: string; readonly text: string } {
  if (error.name === 'AbortError') return { title: 'Cancelled', text: 'Nothing was saved.' };
  if (error.name === 'TimeoutError') {
    return { title: `${app} does not answer`, text: 'Nothing was saved. Try again, or check the network.' };
  }
  if (!(error instanceof ApiError)) return { title: 'Nothing was saved', text: error.message };
  if (error.code === 'InvalidAccessTokenError') {
    return {
      title: `${app} did not accept this token.`,
      text: error.fix || 'Check that it is the private token and that Sandbox matches.',
    };
  }
  return { title: error.problem?.title ?? error.message, text: `${error.message.replace(/\.?$/, '.')} ${error.fix}` };
}
