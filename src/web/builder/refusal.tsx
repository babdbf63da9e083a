import { Anchor, Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { ApiError } from '../api/request.ts';
import { useBuilder } from './builder-state.ts';
import { useOpenProblem } from './use-open-problem.ts';
import type { Refused } from './use-saving.ts';

/** Says why the scenario was not saved or switched, each finding a way to where it is corrected. */
export function Refusal({ refusal: { title, error } }: { readonly refusal: Refused }) {
  const { saving } = useBuilder();
  const open = useOpenProblem();
  const close = (): void => saving.refuse(undefined);
  const findings = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  const fix = error instanceof ApiError ? error.fix : '';
  return (
    <Modal opened onClose={close} title={title} returnFocus={findings.length === 0}>
      <Stack>
        <Text size="sm">{error.message}</Text>
        {fix !== '' && <Text size="sm">{fix}</Text>}
        {findings.length > 0 && (
          <List size="sm" spacing="sm">
            {findings.map(({ pointer, detail }) => (
              <List.Item key={pointer + detail}>
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  ta="left"
                  onClick={() => {
                    close();
                    open({ pointer });
                  }}
                >
                  {detail}
                </Anchor>
              </List.Item>
            ))}
          </List>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            Close
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
