import { Anchor, Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { ScenarioRow } from '../api/contract.ts';
import { ApiError } from '../api/request.ts';

/** Says what keeps a scenario off, each finding a link into the builder. */
export function CannotActivate({
  scenario,
  error,
  onClose,
}: {
  readonly scenario: Pick<ScenarioRow, 'id' | 'name'>;
  readonly error: Error;
  readonly onClose: () => void;
}) {
  const findings = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  const fix = error instanceof ApiError ? error.fix : '';
  return (
    <Modal opened onClose={onClose} title={`${scenario.name} was not switched`}>
      <Stack>
        <Text size="sm">{error.message}</Text>
        {fix !== '' && <Text size="sm">{fix}</Text>}
        {findings.length > 0 && (
          <List size="sm">
            {findings.map(({ pointer, detail }) => (
              <List.Item key={pointer + detail}>
                <Anchor
                  component={Link}
                  href={`/scenarios/${scenario.id}?problem=${encodeURIComponent(pointer)}`}
                  onClick={onClose}
                >
                  {detail}
                </Anchor>
              </List.Item>
            ))}
          </List>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Close
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
